package org.hactl.module.file;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import org.hactl.module.FieldChange;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two contents, for display: the field {@code content} has their sizes and
 * digests, the field {@code diff} a unified diff if both are text.
 */
final class ContentDiff {
  static final String HIDDEN = "(hidden)";

  private static final int MAX_LINES = 2000;
  private static final int MAX_SHOWN = 60;
  private static final int CONTEXT_LINES = 2;

  private ContentDiff() {}

  static List<FieldChange> fields(
      @Nullable FileContent from, @Nullable FileContent to, boolean sensitive) {
    if (sensitive) {
      return List.of(
          new FieldChange("content", from == null ? null : HIDDEN, to == null ? null : HIDDEN));
    }
    List<FieldChange> fields = new ArrayList<>();
    fields.add(new FieldChange("content", summary(from), summary(to)));
    String diff = diff(from, to);
    if (diff != null) {
      fields.add(new FieldChange("diff", null, diff));
    }
    return fields;
  }

  private static @Nullable String summary(@Nullable FileContent content) {
    return content == null
        ? null
        : content.size() + " bytes, sha256 " + content.digest().substring(0, 12);
  }

  private static @Nullable String diff(@Nullable FileContent from, @Nullable FileContent to) {
    List<String> old = lines(from);
    List<String> young = lines(to);
    if (old == null || young == null || old.size() > MAX_LINES || young.size() > MAX_LINES) {
      return null;
    }
    List<String> unified =
        UnifiedDiffUtils.generateUnifiedDiff(
            "", "", old, DiffUtils.diff(old, young), CONTEXT_LINES);
    // The first two lines name the files; the change names its file anyway.
    List<String> body = unified.subList(Math.min(2, unified.size()), unified.size());
    if (body.isEmpty()) {
      return null;
    }
    if (body.size() > MAX_SHOWN) {
      return String.join("\n", body.subList(0, MAX_SHOWN))
          + "\n… "
          + (body.size() - MAX_SHOWN)
          + " more lines";
    }
    return String.join("\n", body);
  }

  /** Null if the content is not text, or has control characters for a terminal. */
  private static @Nullable List<String> lines(@Nullable FileContent content) {
    if (content == null || content.size() == 0) {
      return List.of();
    }
    String text = content.text();
    if (text == null
        || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      return null;
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    } else {
      lines.set(lines.size() - 1, lines.getLast() + "\n\\ No newline at end of file");
    }
    return lines;
  }
}
