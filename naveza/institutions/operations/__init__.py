"""Writing institutions: each call is one transaction with its audit event."""

from naveza.institutions.operations.aliases import add_alias, remove_alias
from naveza.institutions.operations.bodies import (
    change_institution,
    correct_name,
    create_institution,
    rename_institution,
)
from naveza.institutions.operations.duplicates import fold_duplicate
from naveza.institutions.operations.memberships import add_member, end_membership
from naveza.institutions.operations.successions import (
    end_institution,
    merge_institutions,
    split_institution,
    succeed_institution,
)
from naveza.institutions.operations.territories import create_territory, import_territories

__all__ = [
    "add_alias",
    "add_member",
    "change_institution",
    "correct_name",
    "create_institution",
    "create_territory",
    "end_institution",
    "end_membership",
    "fold_duplicate",
    "import_territories",
    "merge_institutions",
    "remove_alias",
    "rename_institution",
    "split_institution",
    "succeed_institution",
]
