package org.hactl.site.shape;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hactl.host.TrackerSpec;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;

/**
 * One entry of the site's {@code track}; yields a function from the tracker's name to the tracker.
 */
public final class TrackerShape {
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
  private static final int MAX_FILE_NUMBER = 254;

  static final Shape<String> PATH =
      Shapes.matching("an absolute path such as /run/gate", Pattern.compile("/\\S+"));

  /** A tracker without its name. */
  public interface Nameless extends Function<String, TrackerSpec> {}

  public static final Shape<Nameless> SHAPE = tracker();

  private TrackerShape() {}

  private static Shape<Nameless> tracker() {
    Fields f = new Fields("A tracker: a condition on a director that is true or false");
    List<Key<Optional<Nameless>>> kinds =
        List.of(
            f.optional("script", script(), "True while a command ends with exit code 0"),
            f.optional("file", file(), "A file with a number; false while the number is -254"),
            f.optional("process", process(), "True while enough processes of a name run"),
            f.optional("interface", link(), "True while an interface is up and has a carrier"),
            f.optional("bfd", bfd(), "True while a BFD session is up"),
            f.optional("service", service(), "True while a virtual service has healthy servers"));
    f.atMostOneOf(kinds.toArray(Key<?>[]::new));
    return f.into(v ->
        kinds.stream()
            .flatMap(kind -> v.get(kind).stream())
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "a tracker is a script, file, process, interface, bfd or service")));
  }

  private static Shape<Nameless> script() {
    Shape<Duration> time = Shape.duration(Duration.ofMillis(10), Duration.ofHours(1));
    Fields f = new Fields("A command whose exit code is the result; 0 is true");
    var command = f.required("command", CommandShape.SHAPE, "The program with its arguments");
    var interval =
        f.optional(
            "interval",
            time,
            DEFAULT_INTERVAL,
            "Time from one run to the next; runs never overlap");
    var timeout =
        f.optional(
            "timeout",
            time,
            "After this time the command is asked to end, killed two seconds later, and counts as"
                + " failed; the interval if left out");
    Shape<Integer> times = Shape.integer(1, 1000);
    var rise = f.optional("rise", times, 1, "Successes in a row that make it true");
    var fall = f.optional("fall", times, 1, "Failures in a row that make it false");
    var user = f.optional("user", HookShape.USER, "The user that it runs as; root if left out");
    Map<String, Boolean> states = new LinkedHashMap<>();
    states.put("up", true);
    states.put("down", false);
    var initially =
        f.optional(
            "initially",
            Shape.choice(states),
            true,
            "The state of the tracker until its first result");
    Shape<Nameless> map =
        f.into(v ->
            name ->
                new TrackerSpec.Script(
                    name,
                    v.get(command),
                    v.get(user).orElse(null),
                    v.get(interval).toMillis(),
                    v.get(timeout).orElse(v.get(interval)).toMillis(),
                    v.get(rise),
                    v.get(fall),
                    v.get(initially)));
    long intervalMillis = DEFAULT_INTERVAL.toMillis();
    return Shape.either(
        CommandShape.SHAPE.map(words ->
            name ->
                new TrackerSpec.Script(
                    name, words, null, intervalMillis, intervalMillis, 1, 1, true)),
        map);
  }

  private static Shape<Nameless> file() {
    Fields f = new Fields("A file with a whole number from -254 to 254");
    var path = f.required("path", PATH, "The path of the file");
    var initial =
        f.optional(
            "initial",
            Shape.integer(-MAX_FILE_NUMBER, MAX_FILE_NUMBER),
            "The number to create the file with if it does not exist; if left out it is not"
                + " created, and counts as 0");
    Shape<Nameless> map =
        f.into(v -> name -> new TrackerSpec.File(name, v.get(path), v.get(initial).orElse(null)));
    return Shape.either(PATH.map(text -> name -> new TrackerSpec.File(name, text, null)), map);
  }

  private static Shape<Nameless> process() {
    Fields f = new Fields("Processes with a name");
    Shape<String> word = Shape.string().withoutSecrets("identify the process without the secret");
    var program = f.required("name", word, "The name of the executable, without its directory");
    var arguments =
        f.optional(
            "arguments",
            Shape.oneOrMore(word),
            List.of(),
            "The arguments of the process, all or the first ones; any if left out");
    Shape<Integer> count = Shape.integer(1, 100_000);
    var quorum = f.optional("quorum", count, 1, "How many processes must run");
    var most = f.optional("quorum_max", count, "How many processes may run at most");
    DelayKeys delays = new DelayKeys(f, "enough processes must run");
    Shape<Nameless> map =
        f.into(v -> {
          if (v.get(most).filter(max -> max < v.get(quorum)).isPresent()) {
            v.problem(most, "is less than quorum, so the tracker would never be true");
          }
          return name ->
              new TrackerSpec.Process(
                  name,
                  v.get(program),
                  v.get(arguments),
                  v.get(quorum),
                  v.get(most).orElse(Integer.MAX_VALUE),
                  delays.upMillis(v),
                  delays.downMillis(v));
        });
    return Shape.either(
        word.map(text ->
            name -> new TrackerSpec.Process(name, text, List.of(), 1, Integer.MAX_VALUE, 0, 0)),
        map);
  }

  private static Shape<Nameless> link() {
    Fields f = new Fields("An interface");
    var interfaceName = f.required("name", Shapes.INTERFACE_NAME, "The interface");
    DelayKeys delays = new DelayKeys(f, "the interface must be up");
    Shape<Nameless> map =
        f.into(v ->
            name ->
                new TrackerSpec.Interface(
                    name, v.get(interfaceName), delays.upMillis(v), delays.downMillis(v)));
    return Shape.either(
        Shapes.INTERFACE_NAME.map(text -> name -> new TrackerSpec.Interface(name, text, 0, 0)),
        map);
  }

  private static Shape<Nameless> bfd() {
    return Shape.string().map(session -> name -> new TrackerSpec.Bfd(name, session));
  }

  private static Shape<Nameless> service() {
    Fields f = new Fields("A virtual service of this site");
    var service = f.required("name", Shape.string(), "The virtual service");
    var quorum =
        f.optional(
            "quorum",
            Shape.integer(1, 100_000),
            "How many of its real servers must be healthy; the service's own quorum if left out");
    Shape<Nameless> map =
        f.into(v -> name -> new TrackerSpec.Service(name, v.get(service), v.get(quorum).orElse(0)));
    return Shape.either(
        Shape.string().map(text -> name -> new TrackerSpec.Service(name, text, 0)), map);
  }
}
