package org.hactl.site.shape;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hactl.host.HookSpec;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;

/** Commands that run at transitions, in {@code notify} of the site, a router or a group. */
final class HookShape {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
  private static final List<String> STATES =
      List.of(
          "MASTER",
          "BACKUP",
          "FAULT",
          "STOP",
          "DELETED",
          "MASTER_RX_LOWER_PRI",
          "MASTER_PRIORITY",
          "BACKUP_PRIORITY",
          "TWO_MASTERS",
          "TWO_MASTERS_OVER",
          "OLDER_SITE");

  static final Shape<String> USER =
      Shapes.matching("the name of a user", Pattern.compile("[a-z_][a-z0-9_.-]{0,31}\\$?"));

  /** {@code notify} of a router or a group. */
  static final Shape<List<HookSpec>> SHAPE = notifications();

  private HookShape() {}

  /** The key that both kinds of {@code notify} have. */
  static Key<List<HookSpec>> commands(Fields f) {
    return f.optional(
        "commands",
        Shape.oneOrMore(hook()),
        List.of(),
        "Commands that run one after the other at each transition, with INSTANCE|GROUP NAME STATE PRIORITY as their last"
            + " arguments");
  }

  private static Shape<List<HookSpec>> notifications() {
    Fields f =
        new Fields(
            "Commands and FIFOs for the transitions of this router or group; those of the site run too");
    Key<List<HookSpec>> commands = commands(f);
    return f.into(v -> v.get(commands)).named("notify");
  }

  private static Shape<HookSpec> hook() {
    Fields f = new Fields("A command that runs at transitions");
    var command = f.required("command", CommandShape.SHAPE, "The program with its arguments");
    var user = f.optional("user", USER, "The user that it runs as; root if left out");
    var timeout =
        f.optional(
            "timeout",
            Shape.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            DEFAULT_TIMEOUT,
            "After this time the command gets SIGTERM, and SIGKILL two seconds later");
    var states =
        f.optional(
            "states",
            Shape.oneOrMore(Shape.choice(states())),
            "The states at which it runs; if left out all but MASTER_PRIORITY, BACKUP_PRIORITY, TWO_MASTERS,"
                + " TWO_MASTERS_OVER and OLDER_SITE");
    Shape<HookSpec> map =
        f.into(v ->
            new HookSpec(
                v.get(command),
                v.get(user).orElse(null),
                v.get(timeout).toMillis(),
                v.get(states).map(Set::copyOf).orElse(Set.of())));
    return Shape.<HookSpec>either(
            CommandShape.SHAPE.map(
                words -> new HookSpec(words, null, DEFAULT_TIMEOUT.toMillis(), Set.of())),
            map)
        .named("command");
  }

  private static Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    STATES.forEach(state -> states.put(state, state));
    return states;
  }
}
