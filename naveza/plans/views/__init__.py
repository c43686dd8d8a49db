"""Pages of plans: `bring_in` (a document becomes a draft), `review` (the draft is corrected), `browse` (published
plans), `manage` (team, amendments, withdrawal)."""
