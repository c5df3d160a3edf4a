package org.hactl.cli;

/** The argument of {@code --output}. */
enum OutputFormat {
  TEXT,
  JSON,
  JSONL
}
