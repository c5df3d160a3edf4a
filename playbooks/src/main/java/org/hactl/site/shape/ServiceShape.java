package org.hactl.site.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Located;
import org.hactl.yaml.Shape;

/** One entry of a host's {@code services}. */
public final class ServiceShape {
  public static final Shape<ServiceDraft> SHAPE = service();

  /** A service whose files are not looked up yet. */
  public record ServiceDraft(
      Optional<Boolean> running,
      Optional<Boolean> enabled,
      List<String> command,
      List<Located<String>> restartOn,
      boolean reload) {}

  private ServiceShape() {}

  private static Shape<ServiceDraft> service() {
    Map<String, Boolean> states = new LinkedHashMap<>();
    states.put("started", true);
    states.put("stopped", false);
    Fields f = new Fields("A service of the host");
    var state =
        f.optional("state", Shape.choice(states), "started or stopped; left as it is if left out");
    var enabled =
        f.optional(
            "enabled", Shape.bool(), "Whether it starts with the host; left as it is if left out");
    var command =
        f.optional(
            "command",
            Shape.list(Shape.string()),
            List.of(),
            "For hosts without a unit or init script of that name: program and arguments, which run in the foreground");
    var restartOn =
        f.optional(
            "restart_on",
            Shape.oneOrMore(Shape.string().located()),
            List.of(),
            "Files that the site puts on this host; the service restarts when one of them changes");
    var reload =
        f.optional(
            "reload",
            Shape.bool(),
            false,
            "Whether the service is then reloaded instead of restarted");
    return f.into(v ->
        new ServiceDraft(
            v.get(state), v.get(enabled), v.get(command), v.get(restartOn), v.get(reload)));
  }
}
