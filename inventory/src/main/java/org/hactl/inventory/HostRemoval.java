package org.hactl.inventory;

import java.util.List;
import java.util.Optional;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlReader;

/** Takes a host out of every group of a hosts file, and changes nothing else. */
final class HostRemoval {
  private HostRemoval() {}

  /** The text without the host; empty if the file cannot be read. */
  static Optional<String> remove(SourceText source, String name) {
    TextEdits edits = new TextEdits(source);
    if (InventoryReader.ini(source)) {
      fromSections(source, name, edits);
      return Optional.of(edits.apply());
    }
    return YamlReader.parse(source, new Problems())
        .map(root -> {
          fromGroups(root, name, edits);
          return edits.apply();
        });
  }

  private static void fromSections(SourceText source, String name, TextEdits edits) {
    boolean hosts = true;
    for (int line = 1; line <= source.lines(); line++) {
      String content = source.line(line).strip();
      if (content.startsWith("[")) {
        hosts = !content.contains(":vars]") && !content.contains(":children]");
      } else if (hosts && content.split("\\s", 2)[0].equals(name)) {
        edits.removeLines(line, line);
      }
    }
  }

  private static void fromGroups(YamlNode groups, String name, TextEdits edits) {
    if (groups instanceof YamlMap map) {
      for (YamlEntry group : map.entries()) {
        group.value().find("hosts").ifPresent(hosts -> fromHosts(hosts, name, edits));
        group.value().find("children").ifPresent(below -> fromGroups(below, name, edits));
      }
    }
  }

  private static void fromHosts(YamlNode hosts, String name, TextEdits edits) {
    if (!(hosts instanceof YamlMap map)) {
      return;
    }
    List<YamlEntry> entries = map.entries();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).name().equals(name)) {
        if (map.flow()) {
          fromFlow(entries, i, map.end().offset() - 1, edits);
        } else {
          edits.removeLines(entries.get(i).key().at().line(), edits.lastLine(entries.get(i)));
        }
      }
    }
  }

  /**
   * @param close the offset of the closing brace
   */
  private static void fromFlow(List<YamlEntry> entries, int i, int close, TextEdits edits) {
    YamlEntry entry = entries.get(i);
    int begin = entry.key().at().offset();
    int end = edits.flowEnd(entry);
    if (i + 1 < entries.size()) {
      edits.replace(begin, entries.get(i + 1).key().at().offset(), "");
      return;
    }
    int comma = edits.commaBetween(end, close);
    if (i > 0) {
      int before = edits.commaBetween(edits.flowEnd(entries.get(i - 1)), begin);
      boolean ownLines =
          edits.lineOf(before) < edits.lineOf(begin) && edits.lineOf(end) < edits.lineOf(close);
      if (ownLines) {
        // A comment behind the comma before it stays.
        edits.removeLines(edits.lineOf(begin), edits.lineOf(end));
        edits.replace(before, before + (comma < 0 ? 1 : 0), "");
      } else {
        edits.replace(before, end, "");
      }
      return;
    }
    edits.replace(begin, comma < 0 ? end : comma + 1, "");
  }
}
