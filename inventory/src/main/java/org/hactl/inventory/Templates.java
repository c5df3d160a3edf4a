package org.hactl.inventory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hactl.jinja.Syntax;
import org.hactl.jinja.Template;
import org.hactl.jinja.python.JinjaException;
import org.hactl.yaml.YamlScalar;

/** The templates of one inventory and site, each read once. */
final class Templates {
  private static final int MAX_CHARACTERS = 1 << 20;

  private record Source(String text, boolean file) {}

  private final Map<Source, Template> known = new ConcurrentHashMap<>();

  /**
   * The template of a scalar.
   *
   * @throws TemplateException if it is wrong, at the place in the file
   */
  Template of(YamlScalar scalar) {
    boolean file = scalar.style() == YamlScalar.Style.FILE;
    String text = scalar.text().replace("\r\n", "\n").replace('\r', '\n');
    if (text.length() > MAX_CHARACTERS) {
      throw new TemplateException(
          scalar.at(), "a template longer than " + (MAX_CHARACTERS >> 20) + " MiB");
    }
    try {
      return known.computeIfAbsent(
          new Source(text, file),
          source -> Template.read(source.text(), file ? Syntax.OF_FILE : Syntax.OF_VALUE));
    } catch (JinjaException e) {
      throw placed(scalar, e);
    }
  }

  /** The error with its place in the file that contains the template. */
  static TemplateException placed(YamlScalar scalar, JinjaException e) {
    return new TemplateException(
        TemplatePlaces.at(scalar, e.at()),
        scalar.secret() ? "the template cannot be rendered" : String.valueOf(e.getMessage()),
        e.suggestion(),
        e.undefined());
  }
}
