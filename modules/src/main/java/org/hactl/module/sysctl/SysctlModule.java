package org.hactl.module.sysctl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;

/**
 * Kernel parameters. A value that is right already is accepted and not owned; a value that hactl
 * changed is restored when the parameter leaves the site. {@code exclusive} has no meaning.
 */
public final class SysctlModule implements Module<SysctlResource, SysctlModule.Observed> {
  private final Sysctls sysctls;
  private final Map<SysctlKey, Rounding> roundings = new HashMap<>();

  public SysctlModule(Sysctls sysctls) {
    this.sysctls = sysctls;
  }

  /**
   * The parameters that a plan needs.
   *
   * @param readings without parameters that this kernel does not have
   * @param roundings what the kernel made of written values
   */
  public record Observed(
      Map<SysctlKey, SysctlReading> readings, Map<SysctlKey, Rounding> roundings) {
    public Observed {
      readings = Map.copyOf(readings);
      roundings = Map.copyOf(roundings);
    }
  }

  /**
   * A value that the kernel always changes into another one.
   *
   * @param written as in the site
   * @param made as it is read afterwards
   */
  record Rounding(String written, String made) {
    String explain(ResourceId id) {
      return "%s: the kernel makes %s of %s: write %s in the site"
          .formatted(id, made, written, made);
    }
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

  @Override
  public Observed observe(Collection<SysctlResource> desired, Collection<Owned> owned) {
    SortedMap<SysctlKey, SysctlReading> readings = new TreeMap<>();
    List<SysctlKey> keys = new ArrayList<>();
    desired.forEach(sysctl -> keys.add(sysctl.parsedKey()));
    owned.forEach(entry -> keys.add(SysctlResource.key(entry.id())));
    for (SysctlKey key : keys) {
      read(key).ifPresent(reading -> readings.put(key, reading));
    }
    return new Observed(readings, roundings);
  }

  private Optional<SysctlReading> read(SysctlKey key) {
    try {
      return sysctls.read(key).map(text -> new SysctlReading.Value(SysctlResource.normal(text)));
    } catch (LinuxException e) {
      return Optional.of(
          e.errno().equals(Errno.EIO)
              ? new SysctlReading.Unset()
              : new SysctlReading.Refused(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public Plan plan(
      Collection<SysctlResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return new SysctlPlan(owned, observed).plan(desired);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      try {
        results.add(write(change));
      } catch (LinuxException e) {
        results.add(
            new ChangeResult(change, new ModuleException(change.id() + ": " + e.getMessage(), e)));
      }
    }
    return results;
  }

  private ChangeResult write(Change change) {
    SysctlKey key = SysctlResource.key(change.id());
    roundings.remove(key);
    if (change.desired() instanceof SysctlResource wanted) {
      String made = written(key, wanted.value());
      // Written twice: after the first write another program may have changed the value.
      if (!made.equals(wanted.value()) && made.equals(written(key, wanted.value()))) {
        Rounding rounding = new Rounding(wanted.value(), made);
        roundings.put(key, rounding);
        return new ChangeResult(change, new ModuleException(rounding.explain(change.id())));
      }
    } else {
      sysctls.write(key, prior(change));
    }
    return ChangeResult.ok(change);
  }

  /** Writes a value and reads what the kernel made of it. */
  private String written(SysctlKey key, String value) {
    sysctls.write(key, value);
    return sysctls.read(key).map(SysctlResource::normal).orElse(value);
  }

  private static String prior(Change change) {
    return change.fields().stream()
        .map(field -> Optional.ofNullable(field.to()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(change.id() + ": no value to restore"));
  }
}
