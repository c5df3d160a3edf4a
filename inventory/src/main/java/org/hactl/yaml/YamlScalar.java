package org.hactl.yaml;

import java.util.regex.Pattern;

/**
 * A single value.
 *
 * @param text the text, unquoted and unescaped
 * @param type the type of the text; quoted text is always a string
 * @param style how the text is written
 * @param tag the explicit tag such as {@code !vault}; empty if there is none
 * @param secret whether the text came from the vault and must never be shown
 */
public record YamlScalar(
    Mark at, Mark end, String text, Type type, Style style, String tag, boolean secret)
    implements YamlNode {

  /** The tag of an encrypted value of Ansible Vault. */
  static final String VAULT = "!vault";

  /** The tag of a text that is never a template. */
  static final String UNSAFE = "!unsafe";

  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern FRACTION =
      Pattern.compile("[-+]?(0|[1-9][0-9]*)(\\.[0-9]+([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)");

  /**
   * The type of a plain text. MAC addresses, {@code 12:30}, {@code 0644} and {@code on} are
   * strings.
   */
  public enum Type {
    NULL,
    BOOLEAN,
    INTEGER,
    DECIMAL,
    STRING;

    /** The type of a plain, unquoted text. */
    static Type of(String text) {
      return switch (text) {
        case "", "~", "null" -> NULL;
        case "true", "false" -> BOOLEAN;
        default -> {
          if (WHOLE.matcher(text).matches()) {
            yield INTEGER;
          }
          yield FRACTION.matcher(text).matches() ? DECIMAL : STRING;
        }
      };
    }
  }

  /** How a scalar is written in the file. */
  public enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL,
    FOLDED,
    /** A value in the INI form of an inventory, written as in Python. */
    INI,
    /** The whole text of a template file. */
    FILE
  }

  /** A plain scalar, as if {@code text} were written unquoted at {@code at}. */
  public static YamlScalar plain(Mark at, String text) {
    return new YamlScalar(at, at, text, Type.of(text), Style.PLAIN, "", false);
  }

  /** A string, as if {@code text} were written in quotes at {@code at}. */
  public static YamlScalar string(Mark at, String text) {
    return new YamlScalar(at, at, text, Type.STRING, Style.DOUBLE_QUOTED, "", false);
  }

  /** A value of an INI file; its type is determined later, by Python's rules. */
  public static YamlScalar ofIni(Mark at, String text) {
    return new YamlScalar(at, at, text, Type.of(text), Style.INI, "", false);
  }

  /** The whole text of a file that Ansible Vault encrypted. */
  public static YamlScalar ofVault(SourceText source) {
    Mark at = source.at(1, 1);
    return new YamlScalar(at, at, source.text(), Type.STRING, Style.FILE, VAULT, false);
  }

  /** The whole text of a file. */
  public static YamlScalar ofFile(SourceText source, boolean secret) {
    Mark at = source.at(1, 1);
    YamlScalar made = new YamlScalar(at, at, source.text(), Type.STRING, Style.FILE, "", false);
    return secret ? made.asSecret() : made;
  }

  /**
   * The scalar that a template or the vault yields: typed as if it were written unquoted, except
   * that an empty text or {@code null} stays a text.
   */
  public YamlScalar rendered(String result, boolean withSecret) {
    Type as =
        switch (result) {
          case "True", "False" -> Type.BOOLEAN;
          default -> Type.of(result) == Type.NULL ? Type.STRING : Type.of(result);
        };
    YamlScalar made = new YamlScalar(at, end, result, as, Style.PLAIN, UNSAFE, false);
    return withSecret ? made.asSecret() : made;
  }

  /** The same scalar, marked as a secret. */
  public YamlScalar asSecret() {
    return new YamlScalar(at.hidden(), end, text, type, style, tag, true);
  }

  /** The same scalar, never a template. Numbers and the like stay what they are. */
  YamlScalar asUnsafe() {
    return type == Type.STRING && tag.isEmpty()
        ? new YamlScalar(at, end, text, type, style, UNSAFE, secret)
        : this;
  }

  /** Whether the text has the tag {@code !unsafe}. */
  public boolean unsafe() {
    return tag.equals(UNSAFE);
  }

  /** Whether the value was written in quotes. */
  boolean quoted() {
    return style == Style.SINGLE_QUOTED || style == Style.DOUBLE_QUOTED;
  }

  /** Whether the value is still encrypted by Ansible Vault. */
  public boolean vaulted() {
    return tag.equals(VAULT);
  }

  /** Whether the text is a template: it contains Jinja's marks and has no {@code !unsafe} tag. */
  public boolean template() {
    return !tag.equals(UNSAFE)
        && (text.contains("{{") || text.contains("{%") || text.contains("{#"));
  }

  @Override
  public String describe() {
    if (vaulted()) {
      return "a vault value";
    }
    if (secret) {
      return "a secret";
    }
    return switch (type) {
      case NULL -> "nothing";
      case BOOLEAN, INTEGER, DECIMAL -> text;
      case STRING -> "the text \"" + shortened() + "\"";
    };
  }

  private String shortened() {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  /** Shows the text unless it is a secret. */
  @Override
  public String toString() {
    return at + " " + describe();
  }
}
