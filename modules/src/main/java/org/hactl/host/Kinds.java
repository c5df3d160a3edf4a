package org.hactl.host;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.hactl.linux.kernel.Kernel;
import org.hactl.module.Module;
import org.hactl.module.ProgressListener;
import org.hactl.module.address.AddressModule;
import org.hactl.module.address.AddressResource;
import org.hactl.module.command.CommandRunner;
import org.hactl.module.file.FileModule;
import org.hactl.module.file.FileResource;
import org.hactl.module.filter.FilterModule;
import org.hactl.module.filter.FilterResource;
import org.hactl.module.filter.MarkModule;
import org.hactl.module.filter.MarkResource;
import org.hactl.module.ipvs.IpvsModule;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.ipvs.IpvsTimeoutModule;
import org.hactl.module.ipvs.IpvsTimeoutResource;
import org.hactl.module.link.LinkModule;
import org.hactl.module.link.LinkResource;
import org.hactl.module.packages.PackageModule;
import org.hactl.module.packages.PackageResource;
import org.hactl.module.route.RouteModule;
import org.hactl.module.route.RouteResource;
import org.hactl.module.rule.RuleModule;
import org.hactl.module.rule.RuleResource;
import org.hactl.module.service.ServiceModule;
import org.hactl.module.service.ServiceResource;
import org.hactl.module.sync.ConnectionSyncModule;
import org.hactl.module.sync.ConnectionSyncResource;
import org.hactl.module.sysctl.SysctlModule;
import org.hactl.module.sysctl.SysctlResource;

/** Every kind of resource that exists; add a new module here. */
public final class Kinds {
  private static final List<NamedType> NAMED_TYPES =
      List.of(
          new NamedType(PackageResource.class, PackageResource.KIND),
          new NamedType(FileResource.class, FileResource.KIND),
          new NamedType(ServiceResource.class, ServiceResource.KIND),
          new NamedType(LinkResource.class, LinkResource.KIND),
          new NamedType(SysctlResource.class, SysctlResource.KIND),
          new NamedType(FilterResource.class, FilterResource.KIND),
          new NamedType(MarkResource.class, MarkResource.KIND),
          new NamedType(AddressResource.class, AddressResource.KIND),
          new NamedType(RouteResource.class, RouteResource.KIND),
          new NamedType(RuleResource.class, RuleResource.KIND),
          new NamedType(ConnectionSyncResource.class, ConnectionSyncResource.KIND),
          new NamedType(IpvsTimeoutResource.class, IpvsTimeoutResource.KIND),
          new NamedType(IpvsResource.class, IpvsResource.KIND));

  /** All kinds in order of dependency: a kind comes after those that it needs. */
  public static final List<String> ORDER = NAMED_TYPES.stream().map(NamedType::getName).toList();

  private Kinds() {}

  /** The kinds for {@link HostJson#mapper}. */
  public static List<NamedType> namedTypes() {
    return NAMED_TYPES;
  }

  /**
   * The modules of {@link org.hactl.module.Phase#SOFTWARE} in the order in which they are applied;
   * removals go in reverse. Plan each module just before it is applied: a package brings files and
   * services that an earlier plan cannot know.
   *
   * @param stateFolder of the agent; only root may open it
   */
  public static List<Module<?, ?>> software(
      CommandRunner runner, InstantSource clock, Path stateFolder, ProgressListener progress) {
    Path root = Path.of("/");
    return List.of(
        PackageModule.forHost(
            runner, clock, root, stateFolder.resolve(PackageResource.KIND), progress),
        new FileModule(stateFolder),
        ServiceModule.forHost(runner, root, stateFolder.resolve(ServiceResource.KIND)));
  }

  /**
   * The modules of {@link org.hactl.module.Phase#NETWORK}, in the order in which they are applied.
   */
  public static List<Module<?, ?>> network(Kernel kernel, CommandRunner runner) {
    return List.of(
        new LinkModule(kernel),
        new SysctlModule(kernel.sysctls()),
        new FilterModule(runner),
        new MarkModule(runner),
        new AddressModule(kernel),
        new RouteModule(kernel),
        new RuleModule(kernel),
        new ConnectionSyncModule(kernel),
        new IpvsTimeoutModule(kernel.ipvs()),
        new IpvsModule(kernel.ipvs()));
  }
}
