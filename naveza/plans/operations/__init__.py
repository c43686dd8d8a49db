"""Everything that writes plans: `drafting` (a draft and its changes), `publishing` (versions and the plan's state)."""

from .drafting import (
    Conflict,
    RowEdit,
    discard_draft,
    edit_head,
    edit_rows,
    open_amendment,
    open_draft,
    read_again,
    reopen_draft,
    settle_doubt,
    undo,
)
from .publishing import (
    add_team_member,
    create_plan,
    link_name,
    publish_content,
    publish_draft,
    remove_team_member,
    restore_plan,
    withdraw_plan,
)

__all__ = [
    "Conflict",
    "RowEdit",
    "add_team_member",
    "create_plan",
    "discard_draft",
    "edit_head",
    "edit_rows",
    "link_name",
    "open_amendment",
    "open_draft",
    "publish_content",
    "publish_draft",
    "read_again",
    "remove_team_member",
    "reopen_draft",
    "restore_plan",
    "settle_doubt",
    "undo",
    "withdraw_plan",
]
