package org.hactl.site.shape;

import java.util.Optional;
import java.util.regex.Pattern;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Text;

/** One entry of {@code files}. */
public final class FileShape {
  private static final Pattern MODE = Pattern.compile("0?[0-7]{3}|[0-7]{4}");
  private static final Pattern ACCOUNT = Pattern.compile("[a-z_][a-z0-9_-]{0,31}\\$?|[0-9]{1,10}");

  public static final Shape<FileDraft> SHAPE = file();

  /** A file whose content may still have to be read from beside the site. */
  public record FileDraft(
      Content content,
      boolean sensitive,
      Optional<String> mode,
      Optional<String> owner,
      Optional<String> group) {}

  /** Where a file's content comes from. */
  public sealed interface Content {
    /** From the site itself. */
    record Written(Text text) implements Content {}

    /** From a file beside the site, byte by byte. */
    record Copied(Located<String> path) implements Content {}

    /** From a file beside the site, rendered with the host's variables. */
    record Rendered(Located<String> path) implements Content {}
  }

  private FileShape() {}

  private static Shape<FileDraft> file() {
    Fields f = new Fields("A file");
    var content =
        f.optional(
            "content", Shape.text(), "The content itself, rendered with the host's variables");
    var src =
        f.optional("src", Shape.string().located(), "A file beside the site to copy, byte by byte");
    var template =
        f.optional(
            "template",
            Shape.string().located(),
            "A file beside the site to render with the host's variables");
    var sensitive =
        f.optional(
            "sensitive",
            Shape.bool(),
            false,
            "Whether its content is hidden in plans and reports, as that of a vault value is");
    var mode =
        f.optional(
            "mode",
            Shapes.matching("an octal mode such as \"0644\"", MODE),
            "Octal, in quotes; if left out an existing file keeps its mode, one with a secret without the"
                + " bits for all users, and a new file gets 0644, one with a secret 0600");
    Shape<String> account = Shapes.matching("the name or number of an account", ACCOUNT);
    var owner =
        f.optional(
            "owner",
            account,
            "A user; if left out a new file belongs to root, an existing one keeps its owner");
    var group =
        f.optional(
            "group",
            account,
            "A group; if left out a new file belongs to root, an existing one keeps its group");
    f.atMostOneOf(content, src, template);
    return f.into(v -> {
      Content from =
          v.get(content)
              .<Content>map(Content.Written::new)
              .or(() -> v.get(src).map(Content.Copied::new))
              .or(() -> v.get(template).map(Content.Rendered::new))
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "a file needs content, src or template (content: \"\" for an empty"
                          + " one)"));
      return new FileDraft(
          from, v.get(sensitive), v.get(mode).map(FileShape::four), v.get(owner), v.get(group));
    });
  }

  /** {@code 644} and {@code 0644} are one mode, and give one digest. */
  private static String four(String mode) {
    return mode.length() == 3 ? "0" + mode : mode;
  }
}
