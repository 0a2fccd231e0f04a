"""The shapes of ``--json``: a promise to programs. Names are added, never changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from localdocs.types import (
    Answer,
    Citation,
    FolderStatus,
    Hit,
    LibraryStatus,
    Preview,
    Report,
    ServiceStatus,
    Skipped,
)

if TYPE_CHECKING:
    from localdocs.conversations.store import Conversation, ConversationEntry, Exchange
    from localdocs.evaluation.evaluating import EvaluatedQuestion, Evaluation


def answer_shape(answer: Answer) -> dict[str, Any]:
    """What ``ask --json`` prints."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "status": str(answer.status),
        "citations": sources_shape(answer.citations),
        "unsupported": list(answer.unsupported),
        "passages": [_hit_shape(hit) for hit in answer.passages],
        "model": answer.model,
        "prompt_tokens": answer.prompt_tokens,
        "answer_tokens": answer.answer_tokens,
        "timings": {
            "search_seconds": _rounded(answer.timings.search_seconds),
            "first_token_seconds": _rounded(answer.timings.first_token_seconds),
            "total_seconds": _rounded(answer.timings.total_seconds),
        },
        "missing_words": list(answer.missing_words),
        "notes": list(answer.notes),
        "understood": answer.understood,
    }


def sources_shape(citations: Sequence[Citation]) -> list[dict[str, Any]]:
    """The quotes of an answer."""
    return [_citation_shape(citation) for citation in citations]


def conversations_shape(entries: Sequence["ConversationEntry"]) -> list[dict[str, Any]]:
    """What ``chats list --json`` prints."""
    return [
        {
            "conversation": entry.number,
            "started_at": entry.started_at,
            "questions": entry.questions,
            "first_question": entry.first_question,
        }
        for entry in entries
    ]


def conversation_shape(conversation: "Conversation") -> dict[str, Any]:
    """What ``chats show --json`` and ``chats export --json`` print of a conversation."""
    return {
        "conversation": conversation.number,
        "started_at": conversation.started_at,
        "exchanges": exchanges_shape(conversation.exchanges),
    }


def exchanges_shape(exchanges: Sequence["Exchange"]) -> list[dict[str, Any]]:
    """What ``chats search --json`` prints."""
    return [
        {
            "conversation": exchange.conversation,
            "asked_at": exchange.asked_at,
            "question": exchange.question,
            "understood": exchange.understood,
            "answer": exchange.text,
            "status": str(exchange.status),
            "model": exchange.model,
            "citations": sources_shape(exchange.citations),
        }
        for exchange in exchanges
    ]


def hits_shape(question: str, hits: Sequence[Hit], seconds: float) -> dict[str, Any]:
    """What ``search --json`` prints."""
    return {
        "question": question,
        "hits": [_hit_shape(hit) for hit in hits],
        "timings": {"search_seconds": _rounded(seconds)},
    }


def status_shape(status: LibraryStatus, service_pid: int | None = None) -> dict[str, Any]:
    """What ``status --json`` prints."""
    return {
        "folders": [_folder_shape(folder) for folder in status.folders],
        "documents": status.documents,
        "passages": status.passages,
        "embedded": status.embedded,
        "service": {"running": service_pid is not None, "pid": service_pid},
    }


def service_shape(service: ServiceStatus) -> dict[str, Any]:
    """What ``service status --json`` prints."""
    progress = service.progress
    return {
        "running": service.pid is not None,
        "pid": service.pid,
        "version": service.version,
        "uptime_seconds": _rounded(service.uptime_seconds),
        "memory_bytes": service.memory,
        "doing": service.doing,
        "files_done": progress.files_done if progress else None,
        "files_left": progress.files_total - progress.files_done if progress else None,
        "passages_waiting": service.library.passages - service.library.embedded,
        "passages_a_second": _rounded(service.passages_a_second),
        "seconds_left": _rounded(service.seconds_left),
        "workers": [
            {
                "role": worker.role,
                "state": worker.state,
                "pid": worker.pid,
                "memory_bytes": worker.memory,
                "crashes": worker.crashes,
                "detail": worker.detail,
            }
            for worker in service.workers
        ],
        "hints": list(service.hints),
        "folders": [_folder_shape(folder) for folder in service.library.folders],
    }


def report_shape(report: Report) -> dict[str, Any]:
    """What ``add --json``, ``sync --json`` and ``remove --json`` print."""
    return {
        "added": report.added,
        "changed": report.changed,
        "renamed": report.renamed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "skipped": _skipped_shape(report.skipped),
        "passages": report.passages,
        "embedded": report.embedded,
        "seconds": _rounded(report.seconds),
    }


def evaluation_shape(evaluation: "Evaluation") -> dict[str, Any]:
    """What ``eval --json`` prints. Shares are between 0 and 1."""
    return {
        "questions": [_evaluated_shape(question) for question in evaluation.questions],
        "k": evaluation.k,
        "evaluated": len(evaluation.evaluated),
        "not_evaluated": len(evaluation.questions) - len(evaluation.evaluated),
        "page_in_first": {
            str(k): round(evaluation.page_in_first(k), 4) for k in evaluation.cutoffs
        },
        "file_first": round(evaluation.file_first, 4),
        "mean_reciprocal_rank": round(evaluation.mean_reciprocal_rank, 4),
        "timings": {"median_search_seconds": _rounded(evaluation.median_seconds)},
    }


def _evaluated_shape(question: "EvaluatedQuestion") -> dict[str, Any]:
    asked = question.asked
    return {
        "line": asked.line,
        "question": asked.question,
        "file": asked.file,
        "pages": list(asked.pages or ()),
        "rank": question.rank,
        "file_rank": question.file_rank,
        "problem": question.problem,
    }


def _folder_shape(folder: FolderStatus) -> dict[str, Any]:
    return {
        "path": str(folder.path),
        "name": folder.name,
        "state": folder.state,
        "documents": folder.documents,
        "passages": folder.passages,
        "skipped": _skipped_shape(folder.skipped),
        "notes": [{"path": str(path), "note": note} for path, note in folder.notes],
    }


def previews_shape(previews: Sequence[Preview]) -> list[dict[str, Any]]:
    """What ``add --dry-run --json`` prints."""
    return [
        {
            "path": str(preview.path),
            "files": preview.files,
            "size": preview.size,
            "kinds": [
                {"suffix": kind.suffix, "files": kind.files, "size": kind.size}
                for kind in preview.kinds
            ],
            "unchanged": preview.unchanged,
            "skipped": _skipped_shape(preview.skipped),
            "ignored": preview.ignored,
            "not_wanted": preview.not_wanted,
            "estimated_seconds": _rounded(preview.seconds),
        }
        for preview in previews
    ]


def _citation_shape(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "path": str(citation.path),
        "title": citation.title,
        "page": citation.page_number,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "verified": citation.verified,
    }


def _hit_shape(hit: Hit) -> dict[str, Any]:
    return {
        "path": str(hit.path),
        "page": hit.page_number,
        "start": hit.start,
        "end": hit.end,
        "heading": hit.heading,
        "text": hit.text,
        "score": round(hit.score, 6),
        "found_by": hit.found_by,
    }


def _skipped_shape(skipped: Sequence[Skipped]) -> list[dict[str, str]]:
    return [{"path": str(item.path), "reason": item.reason} for item in skipped]


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)
