package org.hactl.site.resolve;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdPath;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.site.model.SiteAddresses;
import org.hactl.site.shape.BfdShape;
import org.hactl.site.shape.BfdShape.Ends;
import org.hactl.site.shape.BfdShape.SessionDraft;
import org.hactl.site.shape.Shapes;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.YamlNode;

/** Works out which BFD sessions each director has. */
public final class BfdResolver {
  private static final int MAX_TTL = 255;

  private final HostLookup hosts;
  private final Decoding in;
  private final Set<String> directors;

  /**
   * @param directors the directors of all virtual routers
   */
  public BfdResolver(HostLookup hosts, Decoding in, Set<String> directors) {
    this.hosts = hosts;
    this.in = in;
    this.directors = directors;
  }

  /** The sessions of each director, in the order of the site. */
  public SortedMap<String, List<BfdConfig>> resolve(List<Named<YamlNode>> entries) {
    SortedMap<String, List<BfdConfig>> sessions = new TreeMap<>();
    for (Named<YamlNode> entry : entries) {
      Decoding here = in.below(entry.name());
      if (!Shapes.isName(entry.name())) {
        in.problems().add(entry.nameAt(), here.path() + ": " + Shapes.NAME_RULE);
      }
      for (String host : directors) {
        BfdShape.SHAPE
            .decode(entry.value(), here.rendering(hosts.renderer(host)))
            .flatMap(draft -> session(entry, draft, host, here))
            .ifPresent(spec ->
                add(spec, sessions.computeIfAbsent(host, any -> new ArrayList<>()), entry, here));
      }
      if (directors.isEmpty()) {
        BfdShape.SHAPE.decode(entry.value(), here);
      }
    }
    return sessions;
  }

  private static void add(
      BfdConfig spec, List<BfdConfig> others, Named<YamlNode> entry, Decoding here) {
    others.stream()
        .filter(spec::sharesNeighbour)
        .findFirst()
        .ifPresent(other ->
            here.problems()
                .add(
                    entry.nameAt(),
                    "%s: %s is also a session with %s; a neighbour has one session per interface"
                        .formatted(
                            here.path(),
                            other.name(),
                            InetAddresses.format(spec.path().neighbour()))));
    others.add(spec);
  }

  private Optional<BfdConfig> session(
      Named<YamlNode> entry, SessionDraft draft, String host, Decoding here) {
    Ends ends = draft.ends();
    if (draft.directors().isPresent()) {
      draft
          .directors()
          .get()
          .forEach((name, part) -> checkDirector(name, part.at(), here.below("directors")));
      BfdShape.DirectorEnds part = draft.directors().get().get(host);
      if (part == null) {
        return Optional.empty();
      }
      ends = part.ends().or(draft.ends());
    }
    int minTtl = draft.minTtl().map(Located::value).orElse(draft.multihop() ? 1 : MAX_TTL);
    if (!draft.multihop() && minTtl != MAX_TTL) {
      here.problems()
          .add(
              draft.minTtl().map(Located::at).orElse(entry.at()),
              here.path()
                  + ".min_ttl: a packet over one hop has TTL 255 (RFC 5881 section 5); write multihop: true for other values");
    }
    Ends found = ends;
    return neighbour(entry, ends, host, here)
        .filter(neighbour -> hasInterface(neighbour, entry, found, here))
        .filter(neighbour -> sameFamily(neighbour, found, here))
        .map(neighbour -> spec(entry.name(), neighbour, found, draft, minTtl));
  }

  private void checkDirector(String name, Mark at, Decoding here) {
    if (hosts.requireHost(name, at, here.below(name)) && !directors.contains(name)) {
      here.problems()
          .add(at, here.path() + ": " + name + " is not a director of any virtual router");
    }
  }

  private Optional<InetAddress> neighbour(
      Named<YamlNode> entry, Ends ends, String host, Decoding here) {
    if (ends.neighbour().isEmpty()) {
      here.problems().add(entry.nameAt(), here.path() + ": \"neighbour\" is missing for " + host);
      return Optional.empty();
    }
    Located<String> name = ends.neighbour().get();
    String where = here.path() + ".neighbour: ";
    if (name.value().equals(host)) {
      here.problems()
          .add(
              name.at(),
              where
                  + "%s would be its own neighbour; give each director its own: directors: {%s: {neighbour: ...}}"
                      .formatted(host, host));
      return Optional.empty();
    }
    Optional<InetAddress> address =
        SiteAddresses.parse(name.value()).or(() -> hosts.reachedAt(name.value()));
    if (address.isEmpty()) {
      boolean known = hosts.names().contains(name.value());
      here.problems()
          .add(
              name.at(),
              where
                  + (known
                      ? name.value() + " has no address in the inventory; write the address here"
                      : "\""
                          + name.value()
                          + "\" is neither an address nor a host of the inventory"),
              known ? null : Nearest.to(name.value(), hosts.names()).orElse(null));
    }
    return address;
  }

  private static boolean hasInterface(
      InetAddress neighbour, Named<YamlNode> entry, Ends ends, Decoding here) {
    if (!neighbour.isLinkLocalAddress() || ends.interfaceName().isPresent()) {
      return true;
    }
    here.problems()
        .add(
            entry.nameAt(),
            "%s: the neighbour %s is link-local, so the session needs an interface"
                .formatted(here.path(), InetAddresses.format(neighbour)));
    return false;
  }

  private static boolean sameFamily(InetAddress neighbour, Ends ends, Decoding here) {
    Optional<Located<InetAddress>> other =
        ends.source().filter(source -> Family.of(source.value()) != Family.of(neighbour));
    other.ifPresent(source ->
        here.problems()
            .add(
                source.at(),
                "%s.source: %s is not of the same family as the neighbour %s"
                    .formatted(
                        here.path(),
                        InetAddresses.format(source.value()),
                        InetAddresses.format(neighbour))));
    return other.isEmpty();
  }

  private static BfdConfig spec(
      String name, InetAddress neighbour, Ends ends, SessionDraft draft, int minTtl) {
    return new BfdConfig(
        name,
        new BfdPath(
            neighbour,
            ends.source().map(Located::value).orElse(null),
            ends.interfaceName().orElse(null),
            draft.multihop()),
        draft.timing(),
        draft.passive(),
        draft.ttl(),
        minTtl);
  }
}
