package org.hactl.inventory;

import java.util.ArrayList;
import java.util.List;
import org.hactl.yaml.Mark;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlScalar;

/**
 * Finds an offset in a template in the file that contains it. Quotes, escapes and folded lines make
 * the text in the file differ from the template's, but its tags stand in the same order.
 */
final class TemplatePlaces {
  private TemplatePlaces() {}

  static Mark at(YamlScalar scalar, int offset) {
    return scalar.secret() ? scalar.at().hidden() : place(scalar, Math.max(0, offset));
  }

  private static Mark place(YamlScalar scalar, int offset) {
    SourceText source = scalar.at().source();
    String text = scalar.text().replace("\r\n", "\n").replace('\r', '\n');
    if (scalar.style() == YamlScalar.Style.FILE) {
      Mark inTemplate = new SourceText(source.file(), text).atOffset(offset);
      return source.at(inTemplate.line(), inTemplate.column());
    }
    List<Integer> tags = openings(text, 0, text.length());
    int from = scalar.at().offset();
    // A value that is not YAML, as in the INI form, ends with its line.
    int end =
        scalar.end().equals(scalar.at())
            ? source.offset(scalar.at().line(), 1) + source.line(scalar.at().line()).length()
            : scalar.end().offset();
    int to = Math.max(from, Math.min(source.text().length(), end));
    List<Integer> written = openings(source.text(), from, to);
    int tag = -1;
    while (tag + 1 < tags.size() && tags.get(tag + 1) <= offset) {
      tag++;
    }
    if (tag < 0 || written.size() != tags.size()) {
      return scalar.at();
    }
    // Escapes can only make the written text longer; the common start shows whether there are any.
    int begin = written.get(tag);
    int distance = 0;
    int wanted = Math.min(offset, text.length()) - tags.get(tag);
    while (distance < wanted
        && begin + distance < to
        && source.text().charAt(begin + distance) == text.charAt(tags.get(tag) + distance)) {
      distance++;
    }
    return source.atOffset(begin + distance);
  }

  private static List<Integer> openings(String text, int from, int to) {
    List<Integer> found = new ArrayList<>();
    for (int i = text.indexOf('{', from); i >= 0 && i + 1 < to; i = text.indexOf('{', i + 1)) {
      char next = text.charAt(i + 1);
      if (next == '{' || next == '%' || next == '#') {
        found.add(i);
        i++;
      }
    }
    return found;
  }
}
