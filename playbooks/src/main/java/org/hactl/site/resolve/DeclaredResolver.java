package org.hactl.site.resolve;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.module.ResourceId;
import org.hactl.module.file.FileResource;
import org.hactl.site.model.Declared;
import org.hactl.site.shape.HostShape;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Named;
import org.hactl.yaml.Renderer;
import org.hactl.yaml.YamlNode;

/**
 * Works out what {@code hosts} asks for on each host. Where several entries apply to one host,
 * their resources are merged; for the same resource the host's own entry wins over a group's, and a
 * child group's over its parents', as with variables.
 */
public final class DeclaredResolver {
  private final HostLookup hosts;
  private final DeclaredResources resources;
  private final Decoding in;

  public DeclaredResolver(HostLookup hosts, DeclaredResources resources, Decoding in) {
    this.hosts = hosts;
    this.resources = resources;
    this.in = in;
  }

  /** Every host of the inventory with its declared resources. */
  public SortedMap<String, List<Declared>> resolve(List<Named<YamlNode>> entries) {
    Map<String, List<String>> members = new HashMap<>();
    for (Named<YamlNode> entry : entries) {
      members.put(entry.name(), hosts.members(new Located<>(entry.name(), entry.nameAt()), in));
    }
    SortedMap<String, List<Declared>> declared = new TreeMap<>();
    for (String host : hosts.names()) {
      List<Named<YamlNode>> mine =
          entries.stream()
              .filter(entry -> members.getOrDefault(entry.name(), List.of()).contains(host))
              .toList();
      declared.put(host, resolve(host, mine));
    }
    return declared;
  }

  private List<Declared> resolve(String host, List<Named<YamlNode>> entries) {
    Renderer renderer = hosts.renderer(host);
    Map<String, SiteSection> blocks = new LinkedHashMap<>();
    for (Named<YamlNode> entry : entries) {
      Decoding here = in.below(entry.name()).rendering(renderer);
      HostShape.SHAPE.decode(entry.value(), here);
      blocks.put(entry.name(), new SiteSection(entry.value(), here));
    }
    SortedMap<ResourceId, Declared> strongest = new TreeMap<>();
    blocks.forEach((by, block) -> add(resources.of(block, by, renderer), host, strongest));
    Map<String, FileResource> files = files(strongest.values());
    blocks.forEach((by, block) -> add(resources.services(block, by, files), host, strongest));
    return List.copyOf(strongest.values());
  }

  private void add(List<Declared> more, String host, SortedMap<ResourceId, Declared> strongest) {
    for (Declared declared : more) {
      strongest.merge(
          declared.resource().id(), declared, (before, next) -> stronger(host, before, next));
    }
  }

  private static Map<String, FileResource> files(Collection<Declared> all) {
    return all.stream()
        .map(Declared::resource)
        .filter(FileResource.class::isInstance)
        .map(FileResource.class::cast)
        .collect(Collectors.toMap(FileResource::path, file -> file));
  }

  private Declared stronger(String host, Declared before, Declared next) {
    int difference = hosts.depth(next.by()) - hosts.depth(before.by());
    if (difference == 0 && !before.resource().equals(next.resource())) {
      in.problems()
          .add(
              next.at(),
              "%s: %s of %s is also declared by %s (line %d), with other values; declare it only once"
                  .formatted(
                      in.below(next.by()).path(),
                      next.resource().id(),
                      host,
                      before.by(),
                      before.at().line()));
    }
    return difference > 0 ? next : before;
  }
}
