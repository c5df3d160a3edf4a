package org.hactl.jinja;

/**
 * How a template is read.
 *
 * @param trimBlocks whether the line break behind a tag belongs to the tag
 * @param lstripBlocks whether blanks before a tag that begins a line belong to the tag
 * @param backslashes what a backslash in a string inside {@code {{ }}} means
 */
public record Syntax(boolean trimBlocks, boolean lstripBlocks, Backslashes backslashes) {
  /** What a backslash in a string inside {@code {{ }}} means. */
  enum Backslashes {
    /** A backslash begins an escape sequence, as in template files. */
    ESCAPE,
    /** A backslash is an ordinary character: Ansible's rule for values in YAML. */
    LITERAL
  }

  /** The rules for a value in YAML. */
  public static final Syntax OF_VALUE = new Syntax(true, false, Backslashes.LITERAL);

  /** The rules for a template file. */
  public static final Syntax OF_FILE = new Syntax(true, false, Backslashes.ESCAPE);
}
