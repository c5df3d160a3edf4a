package org.hactl.linux.kernel.ipvs;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * The meaning of IPVS's error numbers, which come without text. ({@code ip_vs_genl_set_cmd} and
 * what it calls.)
 */
public final class IpvsErrors {
  private IpvsErrors() {}

  public static String operation(IpvsChange change) {
    return switch (change) {
      case IpvsChange.AddService _ -> "add IPVS service";
      case IpvsChange.EditService _ -> "edit IPVS service";
      case IpvsChange.RemoveService _ -> "remove IPVS service";
      case IpvsChange.AddDestination _ -> "add IPVS destination";
      case IpvsChange.EditDestination _ -> "edit IPVS destination";
      case IpvsChange.RemoveDestination _ -> "remove IPVS destination";
    };
  }

  public static String object(IpvsChange change) {
    return switch (change) {
      case IpvsChange.AddService(IpvsService service) ->
          service.key() + " scheduler " + service.scheduler();
      case IpvsChange.EditService(IpvsService service) ->
          service.key() + " scheduler " + service.scheduler();
      case IpvsChange.RemoveService(IpvsServiceKey key) -> key.toString();
      case IpvsChange.AddDestination(IpvsServiceKey key, IpvsDestination destination) ->
          destination.endpoint() + " of " + key;
      case IpvsChange.EditDestination(IpvsServiceKey key, IpvsDestination destination) ->
          destination.endpoint() + " of " + key;
      case IpvsChange.RemoveDestination remove ->
          IpvsServiceKey.format(remove.address(), remove.port()) + " of " + remove.service();
    };
  }

  /** The thread of a role. */
  public static String object(IpvsSyncDaemon.Role role) {
    return "IPVS sync daemon " + role.name().toLowerCase(Locale.ROOT);
  }

  public static BatchResult explain(List<IpvsChange> changes, BatchResult result) {
    SortedMap<Integer, LinuxException> explained = new TreeMap<>();
    result
        .failures()
        .forEach((place, failure) -> {
          String text = failure.kernelText();
          explained.put(
              place,
              new LinuxException(
                  failure.operation(),
                  failure.object(),
                  failure.errno(),
                  text.isEmpty() ? meaning(changes.get(place), failure.errno()) : text));
        });
    return new BatchResult(result.size(), explained);
  }

  private static String meaning(IpvsChange change, Errno errno) {
    if (errno.equals(Errno.ESRCH)) {
      return "there is no such service";
    }
    if (errno.equals(Errno.EEXIST)) {
      return change instanceof IpvsChange.AddService
          ? "the service exists already"
          : "the service has this destination already";
    }
    return switch (change) {
      case IpvsChange.AddService(IpvsService service) when errno.equals(Errno.ENOENT) ->
          noScheduler(service);
      case IpvsChange.EditService(IpvsService service) when errno.equals(Errno.ENOENT) ->
          noScheduler(service);
      case IpvsChange.AddDestination _ when errno.equals(Errno.EINVAL) ->
          "its address is not a unicast address that this host has a route to";
      case IpvsChange.EditDestination _ when errno.equals(Errno.ENOENT) ->
          "the service has no such destination";
      case IpvsChange.RemoveDestination _ when errno.equals(Errno.ENOENT) ->
          "the service has no such destination";
      default -> "";
    };
  }

  private static String noScheduler(IpvsService service) {
    String text =
        "this kernel has no scheduler '%s' (module ip_vs_%s)"
            .formatted(service.scheduler(), service.scheduler());
    String engine = service.persistenceEngine();
    return engine.isEmpty()
        ? text
        : text + ", or no persistence engine '%s' (module ip_vs_pe_%s)".formatted(engine, engine);
  }
}
