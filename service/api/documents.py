"""The documents: browse, add and remove them, and see their pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from ingest.file_names import clean_name
from service.api import pages, shapes
from service.api.context import Context, context_of
from service.api.problems import Problem

MAX_FILES = 50
"""Files in one upload."""

router = APIRouter(prefix="/api", tags=["documents"])


def require_staff(request: Request) -> None:
    """Lets only staff through; see ``security.staff_guard``."""
    request.app.state.require_staff(request)


staff = [Depends(require_staff)]


@router.get("/documents", summary="收录的全部文件")
def documents(request: Request) -> dict[str, Any]:
    """Every document that questions are answered from."""
    return {"documents": context_of(request).documents()}


@router.get("/documents/{document_id}", summary="一份文件")
def document(request: Request, document_id: str) -> dict[str, Any]:
    """One document."""
    return shapes.document(context_of(request).store.document(document_id))


@router.get("/documents/{document_id}/tables", summary="一份文件的全部表格")
def tables(request: Request, document_id: str) -> dict[str, Any]:
    """The document's tables, in its order."""
    store = context_of(request).store
    found = store.tables(store.document(document_id).id)
    return {"tables": [shapes.table_line(table) for table in found]}


@router.get("/documents/{document_id}/pages/{number}.png", summary="PDF 或扫描件某一页的图像", response_class=Response)
def page(request: Request, document_id: str, number: int) -> Response:
    """Page ``number`` (from 1) of the original as a picture."""
    store = context_of(request).store
    stored = store.document(document_id)
    tag = f'"{stored.sha256[:16]}-{number}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=3600"}
    pictures = context_of(request).pages
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    drawable = stored.media_type.startswith((pages.PDF, pages.PICTURES)) and 1 <= number <= stored.pages
    picture = pictures.get(stored.sha256, number) if drawable else None
    content = store.original(document_id) if drawable and picture is None else None
    if content is not None:
        picture = pictures.put(stored.sha256, number, pages.picture(content, number, stored.media_type))
    if picture is None:
        raise Problem(404, "这份文件没有这一页的图像。")
    return Response(picture, media_type="image/png", headers=headers)


@router.get("/documents/{document_id}/passages", summary="一份文件的全部段落")
def passages(request: Request, document_id: str) -> dict[str, Any]:
    """The document's text in its order, each piece under its headings."""
    store = context_of(request).store
    return {"passages": [shapes.passage(one) for one in store.passages(store.document(document_id).id)]}


@router.get("/examples", summary="可以怎样提问：由收录文件而来的示例")
def examples(
    request: Request,
    documents: Annotated[list[str] | None, Query(max_length=200)] = None,
    language: Literal["zh", "en"] = "zh",
) -> dict[str, Any]:
    """Questions that the documents answer, in Chinese or English; the unit's name where all are of one."""
    return context_of(request).examples(documents or (), language)


@router.post("/documents/{document_id}/reindex", summary="重新解析一份文件", status_code=202, dependencies=staff)
def reindex(request: Request, document_id: str) -> dict[str, str]:
    """Parse the stored original anew, as after an upgrade; answers with the job."""
    context = context_of(request)
    stored = context.store.document(document_id)
    content = context.store.original(document_id)
    if content is None:
        raise Problem(404, "没有保存这份文件的原件，请重新上传。")
    job, folder = context.jobs.new_folder(anew=True)
    (folder / clean_name(stored.file_name)).write_bytes(content)
    context.jobs.submit(job)
    return {"job": job}


@router.post("/documents", summary="上传文件，返回任务编号", status_code=202, dependencies=staff, response_model=None)
async def add_documents(request: Request) -> Response:
    """Queue the files of a multipart form, whatever its fields are called; answers with the job."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Problem(415, "请以 multipart/form-data 上传文件。")
    context = context_of(request)
    async with request.form(max_files=MAX_FILES, max_fields=MAX_FILES) as form:
        uploads = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if not uploads:
            raise Problem(422, "没有收到文件。")
        job = await run_in_threadpool(_queue, context, uploads)
    return JSONResponse({"job": job}, 202, headers={"Location": f"/api/jobs/{job}"})


@router.delete("/documents/{document_id}", summary="移除一份文件", status_code=204, dependencies=staff)
def remove_document(request: Request, document_id: str) -> None:
    """Remove the document everywhere."""
    context_of(request).store.remove(document_id)


@router.get("/jobs/{job_id}", summary="上传任务的进度和结果", dependencies=staff)
def job(request: Request, job_id: str) -> dict[str, Any]:
    """How far an upload is."""
    found = context_of(request).jobs.get(job_id)
    if found is None:
        raise Problem(404, "没有这个任务。")
    return {
        "state": found.state.value,
        "progress": found.progress,
        "documents": list(found.documents),
        "errors": [{"file": failure.file, "detail": failure.detail} for failure in found.errors],
        "files": [asdict(report) for report in found.files],
        "current": found.current,
    }


def _queue(context: Context, uploads: Iterable[UploadFile]) -> str:
    job, folder = context.jobs.new_folder()
    try:
        for upload in uploads:
            with free_path(folder, clean_name(upload.filename or "")).open("xb") as target:
                shutil.copyfileobj(upload.file, target)
        context.jobs.submit(job)
    except BaseException:
        context.jobs.discard(job)
        raise
    return job


def free_path(folder: Path, name: str) -> Path:
    """A path in ``folder`` for ``name`` that is not taken: 表.pdf, then 表-2.pdf."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path
