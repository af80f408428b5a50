"""The mark that spares a view its check belongs to that view alone."""

from functools import wraps

from django.urls import include, path
from django.views import View
from rest_framework.views import APIView

from audit.marks import all_hold_no_information, holds_no_information, is_marked


@holds_no_information
def marked(request):
    """A view."""


def unmarked(request):
    """A view."""


@holds_no_information
class Marked(View):
    """A view."""


class Heir(Marked):
    """A view."""


@holds_no_information
class MarkedApi(APIView):
    """A view."""


class HeirApi(MarkedApi):
    """A view."""


def decorated(view):
    @wraps(view)
    def inner(request):
        return view(request)

    return inner


def test_functions_and_classes_carry_it():
    views = [marked, decorated(marked), Marked.as_view(), MarkedApi.as_view(), decorated(MarkedApi.as_view())]
    assert [is_marked(view) for view in views] == [True] * 5


def test_what_is_not_marked_is_not_and_nobody_inherits_it():
    views = [unmarked, decorated(unmarked), View.as_view(), Heir.as_view(), HeirApi.as_view(), APIView.as_view()]
    assert [is_marked(view) for view in views] == [False] * 6


def test_all_views_of_a_library_are_marked_at_once_and_only_those():
    class OfLibrary(View):
        """A view."""

    here, elsewhere = OfLibrary.as_view(), OfLibrary.as_view()
    patterns = all_hold_no_information([path("a", here), path("b/", include([path("c", unmarked_too)]))])
    assert len(patterns) == 2
    assert [is_marked(view) for view in (here, unmarked_too, elsewhere)] == [True, True, False]


def unmarked_too(request):
    """A view of a library."""
