package org.hactl.site.shape;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hactl.site.model.Director;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** One entry of {@code bfd}. */
public final class BfdShape {
  private static final Duration USUAL = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1000);
  private static final Duration LEAST = Duration.ofMillis(10);

  public static final Shape<Draft> SHAPE = session();

  /**
   * A session whose neighbour is still a name.
   *
   * @param directors who has it, with what differs there; empty for all directors
   */
  public record Draft(
      Ends ends,
      Optional<Map<String, Director>> directors,
      Duration minRx,
      Duration minTx,
      Duration idleTx,
      int multiplier,
      boolean passive,
      boolean multihop,
      int ttl,
      Optional<Integer> minTtl,
      Mark minTtlAt) {}

  /** Between whom a session is. */
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

  /** A director's part in a session. */
  public record Director(Ends ends, Mark at) {}

  private BfdShape() {}

  private static Shape<Draft> session() {
    Fields f = new Fields("A BFD session (RFC 5880, asynchronous mode)");
    EndKeys ends = new EndKeys(f);
    var directors =
        f.optional(
            "directors",
            Shape.either(
                Shape.oneOrMore(Shape.string().located()).map(BfdShape::listed),
                Shape.entries(part()).map(BfdShape::mapped)),
            "The directors that have it, as a list or with what differs there; all if left out");
    Shape<Duration> time = Shape.duration(Duration.ofMillis(1), LONGEST);
    var minRx =
        f.optional("min_rx", time, USUAL, "The shortest interval to receive at, 10ms or more");
    var minTx =
        f.optional(
            "min_tx", time, USUAL, "The shortest interval to send at while it is up, 10ms or more");
    var idleTx =
        f.optional(
            "idle_tx",
            Shape.duration(Duration.ofSeconds(1), LONGEST),
            Duration.ofSeconds(1),
            "The interval to send at while it is not");
    var multiplier =
        f.optional(
            "multiplier",
            Shape.integer(1, 255),
            3,
            "How many packets in a row must be missed before the session is down");
    var passive =
        f.optional("passive", Shape.bool(), false, "Whether to wait for the neighbour to begin");
    var multihop =
        f.optional("multihop", Shape.bool(), false, "Over routers (RFC 5883), with port 4784");
    var ttl =
        f.optional("ttl", Shape.integer(1, 255), 255, "The TTL (or hop limit) of what is sent");
    var minTtl =
        f.optional(
            "min_ttl",
            Shape.integer(1, 255),
            "The least TTL that is accepted; 255 on the link, 1 with multihop if left out");
    return f.into(v -> {
      for (Key<Duration> key : List.of(minRx, minTx)) {
        if (v.get(key).compareTo(LEAST) < 0) {
          v.problem(
              key,
              "is shorter than 10ms: a pause of this host would look like a dead neighbour; 10ms"
                  + " with multiplier: 3 is the least");
        }
      }
      return new Draft(
          ends.of(v),
          v.get(directors),
          v.get(minRx),
          v.get(minTx),
          v.get(idleTx),
          v.get(multiplier),
          v.get(passive),
          v.get(multihop),
          v.get(ttl),
          v.get(minTtl),
          v.at(minTtl));
    });
  }

  private static Shape<Ends> part() {
    Fields f = new Fields("A director's end of a session");
    EndKeys ends = new EndKeys(f);
    return f.into(ends::of);
  }

  private static Map<String, Director> listed(List<Located<String>> names) {
    return names.stream()
        .collect(
            Collectors.toMap(
                Located::value,
                name -> new Director(Ends.OPEN, name.at()),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  private static Map<String, Director> mapped(List<Named<Ends>> parts) {
    return parts.stream()
        .collect(
            Collectors.toMap(
                Named::name,
                part -> new Director(part.value(), part.nameAt()),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /** The keys that a session has for all directors or for one. */
  private static final class EndKeys {
    private final Key<Optional<Located<String>>> neighbour;
    private final Key<Optional<Located<InetAddress>>> source;
    private final Key<Optional<String>> interfaceName;

    EndKeys(Fields f) {
      neighbour =
          f.optional(
              "neighbour",
              Shape.string().located(),
              "An address, or a host of the inventory, with whom the session is");
      source =
          f.optional(
              "source",
              Shapes.ADDRESS.located(),
              "The address to send from; the kernel's choice if left out");
      interfaceName =
          f.optional(
              "interface",
              Shapes.INTERFACE_NAME,
              "The interface that it is on; wherever the route leads if left out");
    }

    Ends of(Values v) {
      return new Ends(v.get(neighbour), v.get(source), v.get(interfaceName));
    }
  }
}
