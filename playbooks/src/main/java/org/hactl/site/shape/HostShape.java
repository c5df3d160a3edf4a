package org.hactl.site.shape;

import java.util.List;
import java.util.regex.Pattern;
import org.hactl.module.packages.PackageResource;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Located;
import org.hactl.yaml.Shape;

/**
 * One entry of {@code hosts}: the resources of a group or host besides those for load balancing.
 * Values stay nodes, as at the top of the site, so that an error in one value does not hide an
 * error in another value.
 */
public final class HostShape {
  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]*");

  public static final Shape<List<Located<PackageResource>>> PACKAGE_LIST =
      Shape.oneOrMore(
          Shapes.matching("the name of a package such as nginx-light", PACKAGE)
              .map(PackageResource::new)
              .located());

  private static final Fields TOP = new Fields("What a host needs besides load balancing");

  public static final Key<?> PACKAGES =
      part(
          "packages",
          PACKAGE_LIST,
          "Packages to install, by the names of the host's package manager (apt or dnf)");
  public static final Key<?> FILES =
      part("files", Shape.entries(FileShape.SHAPE), "Files, by absolute path");
  public static final Key<?> SERVICES =
      part(
          "services",
          Shape.entries(ServiceShape.SHAPE),
          "Services, by the name of the systemd unit or init script");
  public static final Key<?> SYSCTLS =
      part(
          "sysctls",
          Shape.entries(Shape.string()),
          "Kernel parameters, by dotted name such as net.core.somaxconn");
  public static final Key<?> ADDRESSES =
      part(
          "addresses",
          Shape.list(NetworkShape.ADDRESS),
          "Addresses that the host always has, whatever its roles; VIPs do not belong here");
  public static final Key<?> ROUTES = part("routes", Shape.list(RouteShape.SHAPE), "Static routes");
  public static final Key<?> RULES =
      part(
          "rules",
          Shape.list(RuleShape.SHAPE),
          "Policy rules: which routing table is used for which packets");

  /** Checks the keys; the values are decoded one by one. */
  public static final Shape<Boolean> SHAPE = TOP.into(v -> true);

  private HostShape() {}

  private static Key<?> part(String name, Shape<?> shape, String description) {
    return TOP.optional(name, Shape.deferred(shape), description);
  }
}
