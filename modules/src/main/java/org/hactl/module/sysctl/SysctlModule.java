package org.hactl.module.sysctl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.LinuxException;
import org.hactl.linux.SysctlKey;
import org.hactl.linux.Sysctls;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.Resource;
import org.hactl.module.kernel.KernelReading;

/**
 * Kernel parameters. A value that is right already is accepted and not owned; one that hactl
 * changes is put back when the parameter leaves the site. {@code exclusive} has no meaning.
 */
public final class SysctlModule implements Module<SysctlResource, Map<SysctlKey, String>> {
  private final Sysctls sysctls;

  public SysctlModule(Sysctls sysctls) {
    this.sysctls = sysctls;
  }

  @Override
  public String kind() {
    return SysctlResource.KIND;
  }

  @Override
  public Class<SysctlResource> resourceType() {
    return SysctlResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.NETWORK;
  }

  /** The values of the parameters in question; what this kernel does not have is missing. */
  @Override
  public Map<SysctlKey, String> observe(Collection<SysctlResource> desired, Collection<Owned> owned)
      throws ModuleException {
    SortedMap<SysctlKey, String> values = new TreeMap<>();
    List<SysctlKey> keys = new ArrayList<>();
    desired.forEach(sysctl -> keys.add(sysctl.parsedKey()));
    owned.forEach(entry -> keys.add(SysctlKey.parse(entry.id().key())));
    for (SysctlKey key : keys) {
      Optional<String> value = KernelReading.read(() -> sysctls.read(key));
      value.ifPresent(text -> values.put(key, SysctlResource.normal(text)));
    }
    return values;
  }

  @Override
  public Plan plan(
      Collection<SysctlResource> desired,
      Collection<Owned> owned,
      Map<SysctlKey, String> observed,
      boolean exclusive) {
    return new SysctlPlan(owned, observed).plan(desired);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      try {
        sysctls.write(SysctlKey.parse(change.id().key()), value(change));
        results.add(ChangeResult.ok(change));
      } catch (LinuxException e) {
        results.add(
            new ChangeResult(change, new ModuleException(change.id() + ": " + e.getMessage(), e)));
      }
    }
    return results;
  }

  private static String value(Change change) {
    Resource desired = change.desired();
    if (desired instanceof SysctlResource sysctl) {
      return sysctl.value();
    }
    return change.fields().stream()
        .map(field -> Optional.ofNullable(field.to()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(change.id() + ": nothing to put back"));
  }
}
