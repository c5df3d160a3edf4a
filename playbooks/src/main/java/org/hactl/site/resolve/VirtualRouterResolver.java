package org.hactl.site.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.site.model.Director;
import org.hactl.site.model.RouterSettings;
import org.hactl.site.model.SiteRouter;
import org.hactl.site.shape.DirectorsShape;
import org.hactl.site.shape.DirectorsShape.DirectorEntry;
import org.hactl.site.shape.DirectorsShape.Directors;
import org.hactl.site.shape.Shapes;
import org.hactl.site.shape.VirtualRouterShape;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.YamlNode;

/** Looks up the directors of a virtual router, and renders its settings for each of them. */
public final class VirtualRouterResolver {
  private static final int HIGHEST_PRIORITY = 100;
  private static final int PRIORITY_STEP = 10;

  private final HostLookup hosts;
  private final Decoding in;

  public VirtualRouterResolver(HostLookup hosts, Decoding in) {
    this.hosts = hosts;
    this.in = in;
  }

  /** The virtual router with those directors that have no errors; empty if all have errors. */
  public Optional<SiteRouter> resolve(Named<YamlNode> node) {
    Decoding here = in.below(node.name());
    if (!Shapes.isName(node.name())) {
      in.problems().add(node.nameAt(), here.path() + ": " + Shapes.NAME_RULE);
    }
    List<Named<DirectorEntry>> parts =
        node.value()
            .find(VirtualRouterShape.DIRECTORS.name())
            .filter(written -> !written.isNull())
            .flatMap(written -> DirectorsShape.SHAPE.decode(written, here.below("directors")))
            .map(directors -> parts(directors, here))
            .orElse(List.of());
    if (parts.isEmpty()) {
      VirtualRouterShape.SHAPE.decode(node.value(), here);
      if (in.problems().isEmpty()) {
        in.problems().add(node.nameAt(), here.path() + ": the virtual router has no directors");
      }
    }
    List<Director> directors = new ArrayList<>();
    for (Named<DirectorEntry> part : parts) {
      VirtualRouterShape.SHAPE
          .decode(node.value(), here.rendering(hosts.renderer(part.name())))
          .flatMap(settings -> director(part, settings, here))
          .ifPresent(directors::add);
    }
    return directors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SiteRouter(
                node.name(),
                directors.getFirst().settings(),
                new PeerResolver(hosts, here).resolve(directors)));
  }

  private List<Named<DirectorEntry>> parts(Directors directors, Decoding in) {
    return switch (directors) {
      case Directors.Each(List<Named<YamlNode>> parts) -> each(parts, in);
      case Directors.InOrder(List<Located<String>> names) -> inOrder(names, in);
    };
  }

  private List<Named<DirectorEntry>> each(List<Named<YamlNode>> parts, Decoding in) {
    List<Named<DirectorEntry>> directors = new ArrayList<>();
    for (Named<YamlNode> entry : parts) {
      Decoding here = in.below("directors").below(entry.name());
      if (hosts.requireHost(entry.name(), entry.nameAt(), here)) {
        DirectorsShape.ENTRY
            .decode(entry.value(), here.rendering(hosts.renderer(entry.name())))
            .map(part -> new Named<>(entry.name(), entry.nameAt(), part, entry.at()))
            .ifPresent(directors::add);
      }
    }
    return directors;
  }

  private List<Named<DirectorEntry>> inOrder(List<Located<String>> names, Decoding in) {
    Set<String> inOrder = new LinkedHashSet<>();
    List<Named<DirectorEntry>> directors = new ArrayList<>();
    for (Located<String> name : names) {
      for (String host : hosts.members(name, in.below("directors"))) {
        if (!inOrder.add(host)) {
          in.problems().add(name.at(), in.path() + ".directors: " + host + " is named twice");
          continue;
        }
        int priority = HIGHEST_PRIORITY - PRIORITY_STEP * (inOrder.size() - 1);
        if (priority < 1) {
          in.problems()
              .add(
                  name.at(),
                  in.path()
                      + ".directors: a list gives the priorities 100, 90 ... to at most ten hosts; for more write a map host: {priority: N}");
          return directors;
        }
        DirectorEntry part = new DirectorEntry(priority, Optional.empty(), Optional.empty());
        directors.add(new Named<>(host, name.at(), part, name.at()));
      }
    }
    return directors;
  }

  private static Optional<Director> director(
      Named<DirectorEntry> part, RouterSettings settings, Decoding in) {
    Mark at = part.nameAt();
    Optional<String> interfaceName = part.value().interfaceName().or(settings::interfaceName);
    if (interfaceName.isEmpty()) {
      in.problems()
          .add(
              at,
              in.path()
                  + ": \"interface\" is missing; set it for the virtual router or for its director "
                  + part.name());
    }
    return interfaceName.map(name ->
        new Director(
            part.name(),
            name,
            part.value().priority(),
            part.value().source().or(settings.transport()::source),
            List.of(),
            settings,
            at));
  }
}
