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
import org.hactl.site.shape.DirectorsShape.DirectorPart;
import org.hactl.site.shape.DirectorsShape.Directors;
import org.hactl.site.shape.Shapes;
import org.hactl.site.shape.VirtualRouterShape;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.YamlNode;

/** Puts hosts in the place of names in a virtual router, and renders it for each of them. */
public final class VirtualRouterResolver {
  private static final int HIGHEST_PRIORITY = 100;
  private static final int PRIORITY_STEP = 10;

  private final Hosts hosts;
  private final Decoding in;

  public VirtualRouterResolver(Hosts hosts, Decoding in) {
    this.hosts = hosts;
    this.in = in;
  }

  /** The virtual router with those directors about which nothing is wrong; empty without any. */
  public Optional<SiteRouter> resolve(Named<YamlNode> node) {
    Decoding here = in.below(node.name());
    if (!Shapes.isName(node.name())) {
      in.problems().add(node.nameAt(), here.path() + ": " + Shapes.NAME_RULE);
    }
    List<Named<DirectorPart>> parts =
        node.value()
            .find(VirtualRouterShape.DIRECTORS.name())
            .filter(written -> !written.isNull())
            .flatMap(written -> DirectorsShape.SHAPE.decode(written, here.below("directors")))
            .map(directors -> parts(directors, here))
            .orElse(List.of());
    if (parts.isEmpty()) {
      VirtualRouterShape.SHAPE.decode(node.value(), here);
      if (in.problems().isEmpty()) {
        in.problems().add(node.nameAt(), here.path() + ": no director takes part");
      }
    }
    List<Director> directors = new ArrayList<>();
    for (Named<DirectorPart> part : parts) {
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

  private List<Named<DirectorPart>> parts(Directors directors, Decoding in) {
    return switch (directors) {
      case Directors.Each(List<Named<YamlNode>> parts) -> each(parts, in);
      case Directors.InOrder(List<Located<String>> names) -> inOrder(names, in);
    };
  }

  private List<Named<DirectorPart>> each(List<Named<YamlNode>> parts, Decoding in) {
    List<Named<DirectorPart>> directors = new ArrayList<>();
    for (Named<YamlNode> entry : parts) {
      Decoding here = in.below("directors").below(entry.name());
      if (hosts.requireHost(entry.name(), entry.nameAt(), here)) {
        DirectorsShape.PART
            .decode(entry.value(), here.rendering(hosts.renderer(entry.name())))
            .map(part -> new Named<>(entry.name(), entry.nameAt(), part, entry.at()))
            .ifPresent(directors::add);
      }
    }
    return directors;
  }

  private List<Named<DirectorPart>> inOrder(List<Located<String>> names, Decoding in) {
    Set<String> inOrder = new LinkedHashSet<>();
    List<Named<DirectorPart>> directors = new ArrayList<>();
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
                      + ".directors: a list gives priorities 100, 90 ... to at most ten hosts;"
                      + " write a map host: {priority: N}");
          return directors;
        }
        DirectorPart part = new DirectorPart(priority, Optional.empty(), Optional.empty());
        directors.add(new Named<>(host, name.at(), part, name.at()));
      }
    }
    return directors;
  }

  private static Optional<Director> director(
      Named<DirectorPart> part, RouterSettings settings, Decoding in) {
    Mark at = part.nameAt();
    Optional<String> interfaceName = part.value().interfaceName().or(settings::interfaceName);
    if (interfaceName.isEmpty()) {
      in.problems()
          .add(
              at,
              in.path()
                  + ": \"interface\" is missing, for the virtual router or for its director "
                  + part.name());
    }
    return interfaceName.map(name ->
        new Director(
            part.name(),
            name,
            part.value().priority(),
            part.value().source().or(settings.travel()::source),
            List.of(),
            settings,
            at));
  }
}
