# r.R SO DB SQL: R with RSQLite, which brings an SQLite of its own and allows extensions unless told otherwise.
args <- commandArgs(trailingOnly = TRUE)
con <- DBI::dbConnect(RSQLite::SQLite(), args[2], flags = RSQLite::SQLITE_RO)
invisible(DBI::dbGetQuery(con, "SELECT load_extension(?)", params = list(args[1])))
rows <- DBI::dbGetQuery(con, paste(readLines(args[3], encoding = "UTF-8"), collapse = "\n"))
stopifnot(is.integer(rows$rank), is.double(rows$score))
bits <- function(x) paste(format(writeBin(x, raw(), endian = "big")), collapse = "")
rows$score <- ifelse(is.na(rows$score), NA, vapply(rows$score, bits, ""))
for (i in seq_len(nrow(rows))) {
  row <- vapply(rows[i, ], as.character, "")
  row[is.na(row)] <- "\\N"
  writeLines(enc2utf8(paste(row, collapse = "\t")), useBytes = TRUE)
}
DBI::dbDisconnect(con)
