package org.hactl.health.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.host.HttpWanted;
import org.jspecify.annotations.Nullable;

/** Judges a body by at most its first {@value #MAX_BODY} bytes. */
final class BodyJudge {
  static final int MAX_BODY = 256 * 1024;

  private final @Nullable String contains;
  private final @Nullable Pattern matches;
  private final JsonJudge json;

  private BodyJudge(@Nullable String contains, @Nullable Pattern matches, JsonJudge json) {
    this.contains = contains;
    this.matches = matches;
    this.json = json;
  }

  static BodyJudge of(HttpWanted wanted) {
    return new BodyJudge(
        wanted.contains(),
        wanted.matches() == null ? null : Pattern.compile(wanted.matches()),
        new JsonJudge(wanted.json()));
  }

  boolean needed() {
    return contains != null || needsAll();
  }

  private boolean needsAll() {
    return matches != null || json.needed();
  }

  /** What the body lacks; null if it is as wanted. */
  @Nullable String lack(HttpAnswer answer, Deadline deadline) throws IOException, MalformedAnswer {
    TextSearch search =
        new TextSearch(contains == null ? new byte[0] : contains.getBytes(StandardCharsets.UTF_8));
    boolean whole = false;
    while (!whole && search.size() < MAX_BODY && (needsAll() || !search.found())) {
      byte[] some = answer.readBody(MAX_BODY - search.size());
      var _ = search.foundIn(some);
      whole = some.length == 0;
    }
    if (!search.found()) {
      return whole
          ? "body of " + search.size() + " bytes lacks the wanted text"
          : "the first " + MAX_BODY + " bytes of the body lack the wanted text";
    }
    return needsAll() ? lack(search.bytes(), whole, deadline) : null;
  }

  private @Nullable String lack(byte[] body, boolean whole, Deadline deadline) throws IOException {
    String text = new String(body, StandardCharsets.UTF_8);
    if (matches != null && !BoundedMatch.find(matches, text, deadline)) {
      return (whole ? "body of " + body.length : "the first " + MAX_BODY)
          + " bytes has no match of "
          + matches.pattern();
    }
    if (!json.needed()) {
      return null;
    }
    return whole
        ? json.lack(body)
        : "the body has more than " + MAX_BODY + " bytes, too many for JSON";
  }
}
