package org.hactl.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.jinja.filter.ControlNode;
import org.hactl.jinja.filter.Runtime;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Values;

/** Finds and reads the other template files of {@code include} and {@code import}. */
final class Inclusion {
  private static final int MAX_CHARACTERS = 1 << 20;

  private final Map<String, List<Statement>> known = new LinkedHashMap<>();
  private final Runtime runtime;

  Inclusion(Runtime runtime) {
    this.runtime = runtime;
  }

  /**
   * The statements of the first file that exists; empty if none does.
   *
   * @param names the name of a file, or a list of them
   */
  Optional<List<Statement>> find(Object names) {
    ControlNode node = runtime.variables().controlNode();
    List<Object> all = names instanceof String ? List.of(names) : Values.items(names);
    for (Object name : all) {
      Optional<String> path = node.find("templates", relative(Values.text(name)));
      if (path.isPresent()) {
        return Optional.of(known.computeIfAbsent(path.get(), this::read));
      }
    }
    return Optional.empty();
  }

  /** As Jinja's loader: below the folder with the template, whatever the path begins with. */
  private static String relative(String name) {
    List<String> parts = new ArrayList<>(List.of("."));
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw new JinjaException("a template file is named without \"..\"");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  List<Statement> required(Object names) {
    return find(names)
        .orElseThrow(() -> new JinjaException("there is no template file " + shown(names)));
  }

  private static String shown(Object names) {
    List<String> all = new ArrayList<>();
    (names instanceof String ? List.of(names) : Values.items(names))
        .forEach(name -> all.add("\"" + name + "\""));
    return String.join(" or ", all);
  }

  private List<Statement> read(String path) {
    String text =
        Values.text(runtime.reveal(runtime.variables().controlNode().text(path)))
            .replace("\r\n", "\n")
            .replace('\r', '\n');
    if (text.length() > MAX_CHARACTERS) {
      throw new JinjaException("the template file \"" + path + "\" is longer than 1 MiB");
    }
    runtime.spend(text.length() * 10L);
    try {
      return Template.read(text, Syntax.OF_FILE).statements();
    } catch (JinjaException e) {
      long line = text.substring(0, Math.max(0, e.at())).lines().count();
      throw new JinjaException(
          "the template file \"%s\", line %d: %s"
              .formatted(path, Math.max(1, line), e.getMessage()));
    }
  }
}
