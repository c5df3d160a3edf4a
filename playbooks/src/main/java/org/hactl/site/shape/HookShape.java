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
          "OLDER_SITE",
          "QUORUM_UP",
          "QUORUM_DOWN");

  private static final String ON_REQUEST =
      "if left out all but MASTER_PRIORITY, BACKUP_PRIORITY, TWO_MASTERS, TWO_MASTERS_OVER,"
          + " OLDER_SITE, QUORUM_UP and QUORUM_DOWN";

  private static final List<String> STATES_OF_SERVICE = List.of("QUORUM_UP", "QUORUM_DOWN");

  static final Shape<String> USER =
      Shapes.matching("the name of a user", Pattern.compile("[a-z_][a-z0-9_.-]{0,31}\\$?"));

  /** {@code notify} of a router or a group. */
  static final Shape<List<HookSpec>> SHAPE = notifications();

  /** {@code notify} of a virtual service. */
  static final Shape<List<HookSpec>> OF_SERVICE = ofService();

  private HookShape() {}

  /** The key that both kinds of {@code notify} have. */
  static Key<List<HookSpec>> commands(Fields f) {
    return f.optional(
        "commands",
        Shape.oneOrMore(hook(STATES, ON_REQUEST).named("command")),
        List.of(),
        "Commands that run one after the other at each transition, with INSTANCE|GROUP NAME STATE"
            + " PRIORITY as their last arguments");
  }

  private static Shape<List<HookSpec>> notifications() {
    Fields f =
        new Fields(
            "Commands and FIFOs for the transitions of this router or group; those of the site run"
                + " too");
    Key<List<HookSpec>> commands = commands(f);
    return f.into(v -> v.get(commands)).named("notify");
  }

  private static Shape<List<HookSpec>> ofService() {
    Fields f =
        new Fields(
            "Commands for the quorum of this service; those of the site that name its states run"
                + " too");
    Key<List<HookSpec>> commands =
        f.optional(
            "commands",
            Shape.oneOrMore(hook(STATES_OF_SERVICE, "both if left out").named("serviceCommand")),
            List.of(),
            "Commands that run one after the other when the quorum is reached or lost, with SERVICE"
                + " NAME STATE 0 as their last arguments");
    return f.into(v -> v.get(commands));
  }

  private static Shape<HookSpec> hook(List<String> known, String ifLeftOut) {
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
            Shape.oneOrMore(Shape.choice(words(known))),
            "The states at which it runs; " + ifLeftOut);
    Shape<HookSpec> map =
        f.into(v ->
            new HookSpec(
                v.get(command),
                v.get(user).orElse(null),
                v.get(timeout).toMillis(),
                v.get(states).map(Set::copyOf).orElse(Set.of())));
    return Shape.either(
        CommandShape.SHAPE.map(
            words -> new HookSpec(words, null, DEFAULT_TIMEOUT.toMillis(), Set.of())),
        map);
  }

  private static Map<String, String> words(List<String> known) {
    Map<String, String> states = new LinkedHashMap<>();
    known.forEach(state -> states.put(state, state));
    return states;
  }
}
