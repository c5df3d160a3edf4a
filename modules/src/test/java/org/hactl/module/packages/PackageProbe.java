package org.hactl.module.packages;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hactl.module.ChangeResult;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.command.ProcessRunner;

/** Run by {@link DpkgLabTest} on a host of its own: one pass over packages. */
final class PackageProbe {
  private PackageProbe() {}

  /**
   * Prints every change with its result, or {@code nothing to do}.
   *
   * @param args {@code want} or {@code release}, then names
   */
  public static void main(String[] args) throws Exception {
    PackageModule module =
        PackageModule.forHost(
            new ProcessRunner(Path.of("/run/probe")),
            InstantSource.system(),
            Path.of("/"),
            Path.of("/var/lib/probe"),
            (kind, text) -> System.err.println(text));
    List<PackageResource> named = Arrays.stream(args).skip(1).map(PackageResource::new).toList();
    boolean want = args[0].equals("want");
    List<PackageResource> desired = want ? named : List.of();
    List<Owned> owned =
        want ? List.of() : named.stream().map(name -> new Owned(name, Map.of())).toList();
    Plan plan = module.plan(desired, owned, module.observe(desired, owned), false);
    for (ChangeResult result : module.apply(plan.changes())) {
      System.out.println(
          result.change().action()
              + " "
              + result.change().id()
              + " from "
              + result.change().fields().getFirst().from()
              + ": "
              + (result.error() == null ? "ok" : result.error().getMessage()));
    }
    if (plan.changes().isEmpty()) {
      System.out.println("nothing to do");
    }
  }
}
