package org.hactl.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlScalar;

/** Collects small changes to a text and makes them together; all offsets are in the old text. */
final class TextEdits {
  private record Edit(int from, int to, String text) {}

  private final SourceText source;
  private final String text;
  private final List<Edit> edits = new ArrayList<>();

  TextEdits(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  String apply() {
    StringBuilder out = new StringBuilder(text);
    edits.stream()
        .sorted(Comparator.comparingInt(Edit::from).reversed())
        .forEach(edit -> out.replace(edit.from(), edit.to(), edit.text()));
    return out.toString();
  }

  void at(int offset, String inserted) {
    edits.add(new Edit(offset, offset, inserted));
  }

  void replace(int from, int to, String replacement) {
    edits.add(new Edit(from, to, replacement));
  }

  /** Inserts whole lines, each with its line break, before a line. */
  void beforeLine(int line, String lines) {
    at(source.offset(line, 1), lines);
  }

  /** Inserts whole lines, each with its line break, after a line. */
  void afterLine(int line, String lines) {
    if (line < source.lines()) {
      at(source.offset(line + 1, 1), lines);
    } else {
      at(text.length(), newline() + lines.substring(0, lines.length() - newline().length()));
    }
  }

  /** Removes whole lines with their line breaks. */
  void removeLines(int first, int last) {
    int from = source.offset(first, 1);
    if (last < source.lines()) {
      replace(from, source.offset(last + 1, 1), "");
    } else {
      replace(Math.max(0, from - newline().length()), text.length(), "");
    }
  }

  String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  String indent(int columns) {
    return " ".repeat(columns);
  }

  int lineOf(int offset) {
    return source.atOffset(offset).line();
  }

  /** The smallest indentation in the file that is not 0. */
  int smallestIndent() {
    return text.lines()
        .filter(line -> line.startsWith(" ") && !line.isBlank() && !line.strip().startsWith("#"))
        .mapToInt(line -> line.length() - line.stripLeading().length())
        .min()
        .orElse(2);
  }

  /** The offset behind the colon that follows a key. */
  int afterColon(int offset) {
    int colon = text.indexOf(':', offset);
    return colon < 0 ? offset : colon + 1;
  }

  /** The end of an entry in braces, which may lack its value or colon. */
  int flowEnd(YamlEntry entry) {
    int key = entry.key().end().offset();
    if (!entry.value().isNull() || entry.value().end().offset() > entry.value().at().offset()) {
      return entry.value().end().offset();
    }
    int at = key;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == ':' ? at + 1 : key;
  }

  /** The offset of a comma between two places, but not in comments; -1 if there is none. */
  int commaBetween(int from, int to) {
    boolean comment = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (comment) {
        comment = c != '\n';
      } else if (c == '#') {
        comment = true;
      } else if (c == ',') {
        return i;
      }
    }
    return -1;
  }

  /** The last line that an entry of a block map fills. */
  int lastLine(YamlEntry entry) {
    return Math.max(entry.key().at().line(), lastLine(entry.value(), entry.key().at().column()));
  }

  private int lastLine(YamlNode node, int keyColumn) {
    return switch (node) {
      case YamlMap map when !map.flow() && !map.entries().isEmpty() ->
          lastLine(map.entries().getLast());
      case YamlList list when !list.flow() && !list.items().isEmpty() ->
          lastLine(list.items().getLast(), keyColumn);
      case YamlScalar scalar
          when scalar.style() == YamlScalar.Style.LITERAL
              || scalar.style() == YamlScalar.Style.FOLDED ->
          lastIndented(scalar.at().line(), keyColumn);
      case YamlScalar scalar when scalar.isNull() -> 0;
      default -> lineOf(Math.max(0, node.end().offset() - 1));
    };
  }

  /** The last line of a block scalar: the lines after its key that are indented deeper. */
  private int lastIndented(int line, int keyColumn) {
    int last = line;
    for (int i = line + 1; i <= source.lines(); i++) {
      String content = source.line(i);
      if (content.isBlank()) {
        continue;
      }
      if (content.length() - content.stripLeading().length() < keyColumn) {
        break;
      }
      last = i;
    }
    return last;
  }
}
