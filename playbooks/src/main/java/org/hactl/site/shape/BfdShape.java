package org.hactl.site.shape;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hactl.bfd.model.BfdTiming;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** One entry of {@code bfd}. */
public final class BfdShape {
  private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(1000);
  private static final Duration MIN_INTERVAL = Duration.ofMillis(10);

  public static final Shape<SessionDraft> SHAPE = session();

  /**
   * A session whose neighbour is still a name.
   *
   * @param directors the directors that have the session, each with its own ends; empty for all
   */
  public record SessionDraft(
      Ends ends,
      Optional<Map<String, DirectorEnds>> directors,
      BfdTiming timing,
      boolean passive,
      boolean multihop,
      int ttl,
      Optional<Located<Integer>> minTtl) {}

  /** The two ends of a session, and the interface. */
  public record Ends(
      Optional<Located<String>> neighbour,
      Optional<Located<InetAddress>> source,
      Optional<String> interfaceName) {
    static final Ends OPEN = new Ends(Optional.empty(), Optional.empty(), Optional.empty());

    public Ends or(Ends others) {
      return new Ends(
          neighbour.or(others::neighbour),
          source.or(others::source),
          interfaceName.or(others::interfaceName));
    }
  }

  /** A director that has the session, with its own ends. */
  public record DirectorEnds(Ends ends, Mark at) {}

  private BfdShape() {}

  private static Shape<SessionDraft> session() {
    Fields f = new Fields("A BFD session (RFC 5880, asynchronous mode)");
    EndKeys ends = new EndKeys(f);
    var directors =
        f.optional(
            "directors",
            Shape.either(
                Shape.oneOrMore(Shape.string().located()).map(BfdShape::listed),
                Shape.entries(part()).map(BfdShape::mapped)),
            "The directors that have the session: a list, or a map that gives each director its own addresses; all if left out");
    Shape<Duration> time = Shape.duration(Duration.ofMillis(1), MAX_INTERVAL);
    var minRx =
        f.optional(
            "min_rx",
            time,
            DEFAULT_INTERVAL,
            "The shortest interval at which this host can receive, 10ms or more");
    var minTx =
        f.optional(
            "min_tx",
            time,
            DEFAULT_INTERVAL,
            "The shortest interval at which this host sends while the session is up, 10ms or more");
    var idleTx =
        f.optional(
            "idle_tx",
            Shape.duration(Duration.ofSeconds(1), MAX_INTERVAL),
            Duration.ofSeconds(1),
            "The interval at which this host sends while the session is not up");
    var multiplier =
        f.optional(
            "multiplier",
            Shape.integer(1, 255),
            3,
            "How many packets in a row must be missed before the session is down");
    var passive =
        f.optional(
            "passive",
            Shape.bool(),
            false,
            "Whether this host waits for the neighbour to send first");
    var multihop =
        f.optional(
            "multihop",
            Shape.bool(),
            false,
            "Whether routers are between the ends (RFC 5883); the session then uses port 4784");
    var ttl =
        f.optional(
            "ttl",
            Shape.integer(1, 255),
            255,
            "The TTL (or hop limit) of the packets that are sent");
    var minTtl =
        f.optional(
            "min_ttl",
            Shape.integer(1, 255).located(),
            "The lowest TTL (or hop limit) that is accepted; if left out 255, with multihop 1");
    return f.into(v -> {
      for (Key<Duration> key : List.of(minRx, minTx)) {
        if (v.get(key).compareTo(MIN_INTERVAL) < 0) {
          v.problem(
              key,
              "is shorter than 10ms: a short pause of this host would take the session down; the shortest setting is 10ms with multiplier: 3");
        }
      }
      return new SessionDraft(
          ends.of(v),
          v.get(directors),
          new BfdTiming(v.get(minRx), v.get(minTx), v.get(idleTx), v.get(multiplier)),
          v.get(passive),
          v.get(multihop),
          v.get(ttl),
          v.get(minTtl));
    });
  }

  private static Shape<Ends> part() {
    Fields f = new Fields("A director's end of a session");
    EndKeys ends = new EndKeys(f);
    return f.into(ends::of);
  }

  private static Map<String, DirectorEnds> listed(List<Located<String>> names) {
    return names.stream()
        .collect(
            Collectors.toMap(
                Located::value,
                name -> new DirectorEnds(Ends.OPEN, name.at()),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  private static Map<String, DirectorEnds> mapped(List<Named<Ends>> parts) {
    return parts.stream()
        .collect(
            Collectors.toMap(
                Named::name,
                part -> new DirectorEnds(part.value(), part.nameAt()),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /** The keys of a session that a director can also have for itself. */
  private static final class EndKeys {
    private final Key<Optional<Located<String>>> neighbour;
    private final Key<Optional<Located<InetAddress>>> source;
    private final Key<Optional<String>> interfaceName;

    EndKeys(Fields f) {
      neighbour =
          f.optional(
              "neighbour",
              Shape.string().located(),
              "The other end of the session: an address, or a host of the inventory");
      source =
          f.optional(
              "source",
              Shapes.ADDRESS.located(),
              "The address to send from; if left out, the kernel chooses it");
      interfaceName =
          f.optional(
              "interface",
              Shapes.INTERFACE_NAME,
              "The interface of the session; if left out, the one that the route leads to");
    }

    Ends of(Values v) {
      return new Ends(v.get(neighbour), v.get(source), v.get(interfaceName));
    }
  }
}
