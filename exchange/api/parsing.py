"""Bodies as the API reads them."""

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class BoundedJSONParser(JSONParser):
    """JSON that a person could have meant: what nests too deep to be read is refused like any other mistake."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the body; raises ParseError where it cannot be read."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as deep:
            raise ParseError("The body nests too deep.") from deep
