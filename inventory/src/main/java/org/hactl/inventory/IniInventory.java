package org.hactl.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlScalar;

/** Ansible's INI form: {@code [group]}, {@code [group:vars]}, {@code [group:children]}. */
final class IniInventory {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]]+)(?::([^\\]]*))?]\\s*([#;].*)?");

  private enum Section {
    HOSTS,
    VARS,
    CHILDREN
  }

  private final SourceText source;
  private final InventoryBuilder into;
  private final Problems problems;
  private final Map<String, Mark> expected = new LinkedHashMap<>();

  /** Children that no section has declared yet, each with its parents: Ansible adds them then. */
  private final Map<String, Map<String, Mark>> awaited = new HashMap<>();

  private final List<String> declared =
      new ArrayList<>(List.of(Inventory.ALL, Inventory.UNGROUPED));
  private String group = Inventory.UNGROUPED;
  private Section section = Section.HOSTS;
  private final Set<String> before;

  private IniInventory(SourceText source, InventoryBuilder into, Problems problems) {
    this.source = source;
    this.into = into;
    this.problems = problems;
    this.before = Set.copyOf(into.groupNames());
  }

  static void read(SourceText source, InventoryBuilder into, Problems problems) {
    IniInventory reader = new IniInventory(source, into, problems);
    for (int line = 1; line <= source.lines(); line++) {
      reader.line(line);
    }
    reader.checkExpected();
  }

  private void line(int line) {
    String text = source.line(line);
    String content = text.strip();
    if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
      return;
    }
    Mark at = source.at(line, 1 + text.indexOf(content));
    if (content.startsWith("[") && (content.endsWith("]") || SECTION.matcher(content).matches())) {
      section(content, at);
      return;
    }
    try {
      switch (section) {
        case HOSTS -> hosts(IniWords.ofLine(text, source, line), at);
        case VARS -> variable(text, line, at);
        case CHILDREN -> child(IniWords.ofLine(text, source, line).getFirst());
      }
    } catch (IllegalArgumentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
    }
  }

  private void section(String content, Mark at) {
    Matcher header = SECTION.matcher(content);
    if (!header.matches()) {
      problems.add(at, "not a section header; write [group], [group:vars] or [group:children]");
      return;
    }
    group = header.group(1).strip();
    String kind = header.group(2) == null ? "hosts" : header.group(2).strip();
    switch (kind) {
      case "hosts" -> section = Section.HOSTS;
      case "vars" -> section = Section.VARS;
      case "children" -> section = Section.CHILDREN;
      default -> {
        problems.add(
            at,
            "unknown kind of section \"%s\"; use hosts, vars or children".formatted(kind),
            Nearest.to(kind, List.of("hosts", "vars", "children"))
                .map(near -> "[" + group + ":" + near + "]")
                .orElse(null));
        section = Section.HOSTS;
      }
    }
    if (section == Section.VARS) {
      expected.putIfAbsent(group, at);
    } else {
      declared.add(group);
    }
    into.group(group, at);
    if (section != Section.VARS && awaited.containsKey(group)) {
      awaited.remove(group).forEach((parent, place) -> into.child(parent, group, place));
    }
  }

  private void hosts(List<IniWords.IniWord> words, Mark at) {
    HostRange.Hosts hosts = HostRange.hosts(words.getFirst().text());
    for (String name : hosts.names()) {
      into.host(group, name, hosts.port(), at);
      for (IniWords.IniWord word : words.subList(1, words.size())) {
        assign(word, name);
      }
    }
  }

  private void assign(IniWords.IniWord word, String host) {
    if (word.equalsAt() < 1) {
      problems.add(word.at(), "expected name=value, found \"%s\"".formatted(word.text()));
      return;
    }
    String value = word.text().substring(word.equalsAt() + 1);
    into.hostVariable(
        host, word.text().substring(0, word.equalsAt()), literal(word.at(), value), word.at());
  }

  private void variable(String text, int line, Mark at) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      problems.add(at, "expected name=value, found \"%s\"".formatted(text.strip()));
      return;
    }
    String raw = text.substring(equals + 1).strip();
    int column = 1 + text.codePointCount(0, Math.max(equals + 1, text.indexOf(raw, equals + 1)));
    into.groupVariable(
        group, text.substring(0, equals).strip(), literal(source.at(line, column), raw), at);
  }

  /** A literal of Python, as Ansible reads it: a text in quotes loses them, others keep theirs. */
  private static YamlScalar literal(Mark at, String raw) {
    YamlScalar written = YamlScalar.ofIni(at, raw);
    return NativeValues.of(written) instanceof String text ? YamlScalar.string(at, text) : written;
  }

  private void child(IniWords.IniWord word) {
    expected.putIfAbsent(word.text(), word.at());
    if (into.groupNames().contains(word.text())) {
      into.child(group, word.text(), word.at());
    } else {
      awaited.computeIfAbsent(word.text(), _ -> new LinkedHashMap<>()).put(group, word.at());
    }
  }

  /** A group that is only referred to is probably misspelt. */
  private void checkExpected() {
    expected.forEach((name, at) -> {
      if (!declared.contains(name) && !before.contains(name)) {
        problems.add(
            at,
            "there is no group \"%s\"".formatted(name),
            Nearest.to(name, declared).orElse(null));
      }
    });
  }
}
