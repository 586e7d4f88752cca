"""Pages of lists."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """A cursor stays right while new rows arrive; a page number would repeat rows."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100


class NewestFirst(CursorPages):
    ordering = ("-created_at", "-id")
