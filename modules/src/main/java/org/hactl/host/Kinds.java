package org.hactl.host;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.hactl.module.Module;
import org.hactl.module.ProgressListener;
import org.hactl.module.command.CommandRunner;
import org.hactl.module.file.FileModule;
import org.hactl.module.file.FileResource;
import org.hactl.module.packages.PackageModule;
import org.hactl.module.packages.PackageResource;
import org.hactl.module.service.ServiceModule;
import org.hactl.module.service.ServiceResource;

/** Every kind of resource there is: what a new module is added to. */
public final class Kinds {
  private Kinds() {}

  /** The kinds for {@link HostJson#mapper}. */
  public static List<NamedType> namedTypes() {
    return List.of(
        new NamedType(PackageResource.class, PackageResource.KIND),
        new NamedType(FileResource.class, FileResource.KIND),
        new NamedType(ServiceResource.class, ServiceResource.KIND));
  }

  /**
   * The modules of {@link org.hactl.module.Phase#SOFTWARE} in the order in which they are to be
   * applied; removals go the other way. Each wants to be planned just before it is applied: a
   * package brings files and services that a plan made before it cannot know.
   *
   * @param stateFolder of the agent; only root may open it
   */
  public static List<Module<?, ?>> software(
      CommandRunner runner, InstantSource clock, Path stateFolder, ProgressListener progress) {
    Path root = Path.of("/");
    return List.of(
        PackageModule.forHost(
            runner, clock, root, stateFolder.resolve(PackageResource.KIND), progress),
        new FileModule(stateFolder.resolve(FileResource.KIND)),
        ServiceModule.forHost(runner, root, stateFolder.resolve(ServiceResource.KIND)));
  }
}
