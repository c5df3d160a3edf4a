package org.hactl.cli.report;

/** The argument of {@code --output}. */
public enum OutputFormat {
  TEXT,
  JSON,
  JSONL
}
