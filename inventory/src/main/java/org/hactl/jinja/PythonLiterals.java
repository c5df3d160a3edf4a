package org.hactl.jinja;

import java.util.Optional;
import java.util.Set;
import org.hactl.jinja.python.JinjaException;

/** Reads a value that is written as Python or JSON writes it. */
public final class PythonLiterals {
  /** Ansible reads {@code true}, {@code false} and {@code null} as JSON does. */
  private static final Set<String> NOT_IN_TEMPLATES = Set.of("none");

  private PythonLiterals() {}

  /**
   * The value; empty if the text is not one.
   *
   * @param names constants of templates that are not known here
   */
  public static Optional<Object> read(String text, Set<String> names) {
    PythonReader reader = new PythonReader(text, names);
    Optional<Object> value = read(reader);
    return reader.unsupported() == null ? value : Optional.empty();
  }

  /**
   * The value of a text that a template made; empty if the text is not one.
   *
   * @throws JinjaException if Ansible makes a value of it that hactl does not have
   */
  static Optional<Object> printed(String text) {
    PythonReader reader = new PythonReader(text, NOT_IN_TEMPLATES);
    Optional<Object> value = read(reader);
    if (value.isPresent() && reader.unsupported() != null) {
      throw new JinjaException(
          "the result has "
              + reader.unsupported()
              + " in Python's notation, which hactl does not"
              + " read");
    }
    return value;
  }

  private static Optional<Object> read(PythonReader reader) {
    try {
      return Optional.of(reader.read());
    } catch (JinjaException | StackOverflowError e) {
      return Optional.empty();
    }
  }
}
