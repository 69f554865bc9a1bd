"""報告段落 ⇄ 承諾 ⇄ 舉措 ⇄ 意見 ⇄ 答覆 ⇄ 評議: one page that walks from any of these to the others."""
