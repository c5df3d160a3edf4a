package org.hactl.site;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.site.VirtualRouterShape.DirectorPart;
import org.hactl.site.VirtualRouterShape.Directors;
import org.hactl.site.VirtualRouterShape.Draft;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.Renderer;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;

/** Puts hosts in the place of names in a virtual router. */
final class VirtualRouterResolver {
  private static final int HIGHEST_PRIORITY = 100;
  private static final int PRIORITY_STEP = 10;

  private final Hosts hosts;
  private final Decoding in;

  VirtualRouterResolver(Hosts hosts, Decoding in) {
    this.hosts = hosts;
    this.in = in;
  }

  /** The virtual router with those directors about which nothing is wrong. */
  VirtualRouter resolve(String name, Mark nameAt, Draft draft) {
    Decoding here = in.below(name);
    if (!Shapes.isName(name)) {
      in.problems().add(nameAt, here.path() + ": " + Shapes.NAME_RULE);
    }
    List<Director> directors =
        switch (draft.directors()) {
          case Directors.Each(List<Named<YamlNode>> parts) -> each(parts, draft, here);
          case Directors.InOrder(List<Located<String>> names) -> inOrder(names, draft, here);
        };
    if (directors.isEmpty() && in.problems().isEmpty()) {
      in.problems().add(nameAt, here.path() + ": no director takes part");
    }
    return draft.router().with(name, directors);
  }

  /** Reports what is wrong in the directors' parts of a virtual router that is wrong elsewhere. */
  void checkParts(Named<YamlNode> router) {
    Decoding here = in.below(router.name()).below("directors");
    if (router.value().find("directors").orElse(null) instanceof YamlMap directors) {
      for (YamlEntry entry : directors.entries()) {
        if (hosts.requireHost(entry.name(), entry.key().at(), here.below(entry.name()))) {
          Renderer renderer = hosts.renderer(entry.name());
          VirtualRouterShape.PART.decode(
              entry.value(), here.below(entry.name()).rendering(renderer));
          router
              .value()
              .find("interface")
              .filter(node -> !node.isNull())
              .ifPresent(node ->
                  Shapes.INTERFACE_NAME.decode(
                      node, in.below(router.name()).below("interface").rendering(renderer)));
        }
      }
    }
  }

  private List<Director> each(List<Named<YamlNode>> parts, Draft draft, Decoding in) {
    List<Director> directors = new ArrayList<>();
    for (Named<YamlNode> entry : parts) {
      String host = entry.name();
      Decoding here = in.below("directors").below(host);
      if (!hosts.requireHost(host, entry.nameAt(), here)) {
        continue;
      }
      Optional<DirectorPart> part =
          VirtualRouterShape.PART.decode(entry.value(), here.rendering(hosts.renderer(host)));
      part.flatMap(p -> director(host, p, draft, in, entry.nameAt())).ifPresent(directors::add);
    }
    return directors;
  }

  private List<Director> inOrder(List<Located<String>> names, Draft draft, Decoding in) {
    Set<String> inOrder = new LinkedHashSet<>();
    List<Director> directors = new ArrayList<>();
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
        director(host, new DirectorPart(priority, Optional.empty()), draft, in, name.at())
            .ifPresent(directors::add);
      }
    }
    return directors;
  }

  private Optional<Director> director(
      String host, DirectorPart part, Draft draft, Decoding in, Mark at) {
    Optional<String> interfaceName =
        part.interfaceName().isPresent()
            ? part.interfaceName()
            : draft
                .interfaceName()
                .flatMap(node ->
                    Shapes.INTERFACE_NAME.decode(
                        node, in.below("interface").rendering(hosts.renderer(host))));
    if (interfaceName.isEmpty() && draft.interfaceName().isEmpty()) {
      in.problems()
          .add(
              at,
              in.path()
                  + ": \"interface\" is missing, for the virtual router or for its director "
                  + host);
    }
    return interfaceName.map(name -> new Director(host, name, part.priority(), at));
  }
}
