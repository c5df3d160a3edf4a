package org.hactl.jinja.filter;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.hactl.jinja.python.JinjaException;

/** What a template can ask the machine on which it is rendered, beside its variables. */
public interface ControlNode {
  /** What a path can be. */
  enum Kind {
    DIRECTORY,
    FILE,
    LINK,
    EXISTS,
    LINK_EXISTS,
    MOUNT
  }

  /** The time at which the run began. */
  ZonedDateTime now();

  /** A variable of the environment; empty if it is not set. */
  Optional<String> environment(String name);

  /** The home of a user, or of the user who runs hactl if the name is empty. */
  Optional<String> home(String user);

  /** Whether a path is of a kind. A relative path begins in the working folder. */
  boolean is(Kind kind, String path);

  boolean same(String path, String other);

  /** The absolute path without links, {@code .} and {@code ..}. */
  String realPath(String path);

  /** The working folder. */
  String folder();

  /** The regular files of a pattern of the shell, without an order that counts. */
  List<String> glob(String pattern);

  /**
   * The file of a lookup: an absolute path, or one beside the file with the template, in a folder
   * of that name there first; empty if there is none.
   *
   * @param folder {@code files} or {@code templates}
   */
  Optional<String> find(String folder, String path);

  /**
   * The text of a file; a {@link org.hactl.jinja.python.SecretValue} if it is vaulted.
   *
   * @throws JinjaException if it cannot be read
   */
  Object text(String path);

  /** A machine that a template cannot ask. */
  ControlNode NONE = new NoControlNode();
}
