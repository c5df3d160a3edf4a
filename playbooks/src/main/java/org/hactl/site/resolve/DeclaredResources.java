package org.hactl.site.resolve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hactl.module.Resource;
import org.hactl.module.file.FileResource;
import org.hactl.module.service.ServiceResource;
import org.hactl.site.model.Declared;
import org.hactl.site.resolve.SiteSection.SectionEntry;
import org.hactl.site.shape.FileShape;
import org.hactl.site.shape.FileShape.FileDraft;
import org.hactl.site.shape.HostShape;
import org.hactl.site.shape.NetworkShape;
import org.hactl.site.shape.NetworkShape.AddressDraft;
import org.hactl.site.shape.RouteShape;
import org.hactl.site.shape.RuleShape;
import org.hactl.site.shape.ServiceShape;
import org.hactl.site.shape.ServiceShape.ServiceDraft;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Named;
import org.hactl.yaml.Renderer;
import org.hactl.yaml.Shape;

/** Makes the resources of one entry of {@code hosts}. */
public final class DeclaredResources {
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@:_.\\\\-]*");

  private final FileContents contents;

  public DeclaredResources(FileContents contents) {
    this.contents = contents;
  }

  /** All resources but the services. */
  List<Declared> of(SiteSection block, String by, Renderer renderer) {
    List<Declared> all = new ArrayList<>();
    block
        .get(HostShape.PACKAGES, HostShape.PACKAGE_LIST)
        .orElse(List.of())
        .forEach(p -> all.add(new Declared(p.value(), by, p.at())));
    for (SectionEntry<FileDraft> file : block.entries(HostShape.FILES, FileShape.SHAPE)) {
      file(file.named(), renderer, file.in())
          .ifPresent(resource -> all.add(new Declared(resource, by, file.named().nameAt())));
    }
    for (SectionEntry<String> sysctl : block.entries(HostShape.SYSCTLS, Shape.string())) {
      Named<String> named = sysctl.named();
      made(
              () -> NetworkResourceFactory.sysctl(named.name(), named.value()),
              named.nameAt(),
              sysctl.in())
          .ifPresent(resource -> all.add(new Declared(resource, by, named.nameAt())));
    }
    for (Located<AddressDraft> address :
        block.items(HostShape.ADDRESSES, NetworkShape.ADDRESS.located())) {
      Decoding in = block.below(HostShape.ADDRESSES);
      made(() -> NetworkResourceFactory.address(address.value()), address.at(), in)
          .ifPresent(resource -> all.add(new Declared(resource, by, address.at())));
    }
    block
        .items(HostShape.ROUTES, RouteShape.SHAPE.located())
        .forEach(route -> all.add(new Declared(route.value(), by, route.at())));
    block
        .items(HostShape.RULES, RuleShape.SHAPE.located())
        .forEach(rule -> all.add(new Declared(rule.value(), by, rule.at())));
    return all;
  }

  /**
   * The services.
   *
   * @param files all files that the site puts on the host
   */
  List<Declared> services(SiteSection block, String by, Map<String, FileResource> files) {
    List<Declared> all = new ArrayList<>();
    for (SectionEntry<ServiceDraft> service :
        block.entries(HostShape.SERVICES, ServiceShape.SHAPE)) {
      Named<ServiceDraft> named = service.named();
      if (!SERVICE.matcher(named.name()).matches()) {
        service
            .in()
            .problems()
            .add(
                named.nameAt(),
                service.in().path() + ": is not a valid name of a unit or init script");
        continue;
      }
      all.add(new Declared(service(named, files, service.in()), by, named.nameAt()));
    }
    return all;
  }

  private Optional<FileResource> file(Named<FileDraft> file, Renderer renderer, Decoding in) {
    String path = file.name();
    if (!path.startsWith("/") || path.endsWith("/") || !path.equals(normal(path))) {
      in.problems()
          .add(
              file.nameAt(),
              in.path()
                  + ": a file's path must be absolute, without .. and //, and without / at its end");
      return Optional.empty();
    }
    FileDraft draft = file.value();
    return contents
        .of(draft.content(), renderer, in)
        .map(content -> resource(path, draft, content));
  }

  private static FileResource resource(String path, FileDraft draft, FileContents.Bytes content) {
    boolean secret = content.secret() || draft.sensitive();
    return new FileResource(
        path,
        content.bytes(),
        draft.mode().orElse(null),
        draft.owner().orElse(null),
        draft.group().orElse(null),
        secret);
  }

  private static String normal(String path) {
    return path.indexOf(0) >= 0 ? "" : Path.of(path).normalize().toString();
  }

  private ServiceResource service(
      Named<ServiceDraft> service, Map<String, FileResource> files, Decoding in) {
    ServiceDraft draft = service.value();
    Map<String, String> digests = new LinkedHashMap<>();
    for (Located<String> path : draft.restartOn()) {
      FileResource file = files.get(path.value());
      if (file == null) {
        in.problems()
            .add(
                path.at(),
                in.path()
                    + ".restart_on: "
                    + path.value()
                    + " is not a file that the site puts on this host");
      } else {
        digests.put(path.value(), file.content().digest());
      }
    }
    return new ServiceResource(
        service.name(),
        draft.running().orElse(null),
        draft.enabled().orElse(null),
        draft.command().isEmpty() ? null : draft.command(),
        digests,
        draft.reload());
  }

  private static <R extends Resource> Optional<R> made(Supplier<R> maker, Mark at, Decoding in) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      in.problems().add(at, in.path() + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
