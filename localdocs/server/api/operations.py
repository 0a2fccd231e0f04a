"""The addresses under /api, one row each: what each takes, what it replies, and who answers.

The server's routes, the OpenAPI page and ``docs/server-api.md`` are made from this table.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from localdocs.server.api import (
    answer_replies,
    asking,
    coming_in,
    conversations,
    document_replies,
    documents,
    library,
    map_replies,
    replies,
    requests,
)
from localdocs.server.api.backing import Backing
from localdocs.server.api.browsing import about, places
from localdocs.server.api.browsing import replies as browsing_replies
from localdocs.server.api.browsing import requests as browsing_requests
from localdocs.server.api.installation import downloads, models, privacy, settings
from localdocs.server.api.installation import replies as installation_replies
from localdocs.server.api.installation import requests as installation_requests
from localdocs.server.api.map import draw_map, get_map
from localdocs.server.http.path_numbers import NUMBER
from localdocs.server.page.way_in import KEYS_PATH

JSON = "application/json"
EVENTS = "text/event-stream"

Answer = Callable[[Request, Backing], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method of one address does. ``reply`` None: nothing (204) or a file of ``media``.
    ``events``: by their names, where the reply comes as server-sent events."""

    method: str
    path: str
    summary: str
    answer: Answer
    reply: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    events: tuple[tuple[str, type[BaseModel]], ...] = ()
    media: str = JSON
    status: int = 200


_UPDATE = (("progress", replies.ProgressEvent), ("report", replies.ReportReply))
_DOWNLOAD = (
    ("progress", installation_replies.TransferEvent),
    ("models", installation_replies.Models),
)
_ANSWER = (
    ("hits", answer_replies.HitsEvent),
    ("text", answer_replies.TextEvent),
    ("answer", answer_replies.AnswerReply),
)
_CONVERSATION = f"/api/conversations/{{number:{NUMBER}}}"
_DOCUMENT = f"/api/documents/{{id:{NUMBER}}}"
_MODEL = "/api/models/{name:path}"
_SETTING = "/api/settings/{name}"
_PAGE = f"{_DOCUMENT}/pages/{{page:{NUMBER}}}"

OPERATIONS = (
    Operation(
        "POST",
        KEYS_PATH,
        "A key in place of what the link of `localdocs open` carries; without the token.",
        coming_in.give_key,
        replies.Key,
        requests.KeyRequest,
        status=201,
    ),
    Operation(
        "GET", "/api/status", "The library and the service.", library.get_status, replies.Status
    ),
    Operation("GET", "/api/folders", "The folders.", library.list_folders, replies.Folders),
    Operation(
        "POST",
        "/api/folders",
        "Index a folder or file that exists, and keep it in the library.",
        library.add_folder,
        replies.ReportReply,
        requests.AddRequest,
        events=_UPDATE,
    ),
    Operation(
        "DELETE",
        "/api/folders",
        "Forget a folder; its files on disk are not touched.",
        library.remove_folder,
        replies.ReportReply,
        query=requests.FolderQuery,
    ),
    Operation(
        "GET",
        "/api/places",
        "The folders in a folder of this computer, for who chooses one to add; no file is named.",
        places.list_place,
        browsing_replies.PlaceReply,
        query=browsing_requests.PlaceQuery,
    ),
    Operation(
        "GET",
        "/api/places/glance",
        "What adding a folder would bring, counted for two seconds at most.",
        places.glance_at,
        browsing_replies.GlanceReply,
        query=browsing_requests.GlanceQuery,
    ),
    Operation(
        "GET",
        "/api/suggestions",
        "Questions that the documents can answer.",
        about.suggest,
        browsing_replies.Suggestions,
    ),
    Operation(
        "POST",
        "/api/sync",
        "Make the index mirror the folders as they are now.",
        library.sync,
        replies.ReportReply,
        requests.SyncRequest,
        events=_UPDATE,
    ),
    Operation(
        "POST",
        "/api/search",
        "The best passages for a question.",
        asking.search,
        answer_replies.SearchReply,
        requests.SearchRequest,
    ),
    Operation(
        "POST",
        "/api/ask",
        "The answer to a question, with verified quotes.",
        asking.ask,
        answer_replies.AnswerReply,
        requests.AskRequest,
        events=_ANSWER,
    ),
    Operation(
        "GET",
        "/api/documents",
        "Documents, by path.",
        documents.list_documents,
        document_replies.Documents,
        query=requests.DocumentsQuery,
    ),
    Operation("GET", _DOCUMENT, "A document.", documents.get_document, document_replies.Document),
    Operation(
        "GET",
        f"{_DOCUMENT}/file",
        "The file itself, to be saved.",
        documents.get_file,
        media="application/octet-stream",
    ),
    Operation(
        "POST",
        f"{_DOCUMENT}/open",
        "Open the file in the program that this computer has for it.",
        documents.open_file,
        body=requests.OpenRequest,
        status=204,
    ),
    Operation(
        "GET",
        f"{_DOCUMENT}/summary",
        "The sentences that stand for a document, each with its place; made where there are none.",
        about.get_summary,
        browsing_replies.SummaryReply,
    ),
    Operation(
        "GET",
        f"{_DOCUMENT}/outline",
        "The headings of a document, each with its place.",
        about.get_outline,
        browsing_replies.OutlineReply,
    ),
    Operation(
        "GET",
        _PAGE,
        "The text of a page as it is indexed.",
        documents.get_page,
        document_replies.PageReply,
    ),
    Operation(
        "GET",
        f"{_PAGE}/picture",
        "A page as a picture: of PDFs, and of pictures that OCR has read.",
        documents.get_picture,
        query=requests.PictureQuery,
        media="image/png",
    ),
    Operation(
        "GET",
        f"{_PAGE}/rectangles",
        "Where a stretch of a page's text stands on its picture.",
        documents.get_rectangles,
        document_replies.Rectangles,
        query=requests.SpanQuery,
    ),
    Operation(
        "GET",
        "/api/map",
        "All documents in the plane, by what they mean, as it was last drawn; with an ETag.",
        get_map,
        map_replies.Map,
    ),
    Operation(
        "POST",
        "/api/map",
        "Bring the map up to date now; it is done in idle time anyway.",
        draw_map,
        map_replies.MapDrawn,
    ),
    Operation(
        "GET",
        "/api/conversations",
        "The conversations, the last used first.",
        conversations.list_conversations,
        answer_replies.Conversations,
        query=requests.ConversationsQuery,
    ),
    Operation(
        "POST",
        "/api/conversations",
        "Begin a conversation.",
        conversations.begin_conversation,
        answer_replies.Conversation,
        requests.TitleRequest,
        status=201,
    ),
    Operation(
        "DELETE",
        "/api/conversations",
        "Delete all conversations.",
        conversations.forget_conversations,
        answer_replies.Forgotten,
        query=requests.ForgetQuery,
    ),
    Operation(
        "GET",
        "/api/conversations/search",
        "The questions whose words, answer or quotes have all of some words.",
        conversations.search_conversations,
        answer_replies.Exchanges,
        query=requests.WordsQuery,
    ),
    Operation(
        "GET",
        _CONVERSATION,
        "A conversation with all that was said.",
        conversations.get_conversation,
        answer_replies.Conversation,
    ),
    Operation(
        "PATCH",
        _CONVERSATION,
        "Give a conversation another name.",
        conversations.rename_conversation,
        answer_replies.Conversation,
        requests.TitleRequest,
    ),
    Operation(
        "DELETE",
        _CONVERSATION,
        "Delete a conversation, so that no byte of it stays in the file.",
        conversations.forget_conversation,
        status=204,
    ),
    Operation(
        "GET",
        f"{_CONVERSATION}/export",
        "A conversation as a file, with the quotes.",
        conversations.export_conversation,
        query=requests.ExportQuery,
        media="text/markdown",
    ),
    Operation(
        "GET",
        "/api/models",
        "The models that are on this computer and to be had, and how they suit it.",
        models.list_models,
        installation_replies.Models,
    ),
    Operation(
        "PUT",
        "/api/models/in-use",
        "Let a model answer from now on.",
        models.use_model,
        installation_replies.Models,
        installation_requests.InUseRequest,
    ),
    Operation(
        "POST",
        f"{_MODEL}/download",
        "Download a model of the catalogue, the one request that uses the network. Hanging up "
        "ends it; the same request goes on from there.",
        downloads.download_model,
        installation_replies.Models,
        installation_requests.DownloadRequest,
        events=_DOWNLOAD,
    ),
    Operation(
        "DELETE",
        _MODEL,
        "Delete a model that was downloaded, or what has come of one.",
        models.remove_model,
        installation_replies.Models,
    ),
    Operation(
        "GET",
        "/api/settings",
        "The settings, where they come from, and what they may be.",
        settings.list_settings,
        installation_replies.SettingsReply,
    ),
    Operation(
        "PUT",
        _SETTING,
        "Change a setting, unless it says who may ask, or names what is loaded.",
        settings.set_setting,
        installation_replies.SettingReply,
        installation_requests.ValueRequest,
    ),
    Operation(
        "DELETE",
        _SETTING,
        "Back to the default.",
        settings.unset_setting,
        installation_replies.SettingReply,
    ),
    Operation(
        "GET",
        "/api/privacy",
        "What is kept where, how large it is, and who can ask this server.",
        privacy.get_privacy,
        installation_replies.Privacy,
    ),
    Operation(
        "DELETE",
        "/api/everything",
        "Delete the library, conversations, last questions and logs. Your files, settings, "
        "templates and the token stay.",
        privacy.forget_everything,
        installation_replies.EverythingForgotten,
        query=installation_requests.EverythingQuery,
    ),
)
