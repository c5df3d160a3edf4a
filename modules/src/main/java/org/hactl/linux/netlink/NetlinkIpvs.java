package org.hactl.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsErrors;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsStatistics;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.kernel.ipvs.IpvsTable;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.linux.kernel.ipvs.IpvsVersion;
import org.jspecify.annotations.Nullable;

final class NetlinkIpvs implements Ipvs, AutoCloseable {
  private @Nullable NetlinkClient client;
  private final IpvsFamilyNumber family;

  /**
   * @param loader loads the kernel's module and returns what was said
   */
  NetlinkIpvs(Supplier<String> loader) {
    this.family = new IpvsFamilyNumber(() -> IpvsFamily.resolve(client(), loader));
  }

  @Override
  public synchronized IpvsVersion version() {
    NetlinkClient.Result result =
        family.ask(number -> query("ask IPVS for", "its version", IpvsCodec.info(number)));
    return result.messages().stream()
        .findFirst()
        .map(IpvsDecoder::version)
        .orElseThrow(() -> new CodecException("IPVS did not give its version"));
  }

  @Override
  public synchronized IpvsTable table() {
    List<IpvsEntry> entries = new ArrayList<>();
    IpvsFingerprint fingerprint = new IpvsFingerprint();
    for (NetlinkMessage message : services()) {
      fingerprint.addService(message);
      IpvsService service = IpvsDecoder.service(message);
      List<IpvsDestination> found = new ArrayList<>();
      for (NetlinkMessage destination : found(service.key())) {
        fingerprint.addDestination(destination);
        found.add(IpvsDecoder.destination(destination, service.key().family()));
      }
      entries.add(new IpvsEntry(service, found));
    }
    return new IpvsTable(entries, fingerprint.value());
  }

  @Override
  public synchronized List<IpvsDestination> destinations(IpvsServiceKey key) {
    return found(key).stream().map(each -> IpvsDecoder.destination(each, key.family())).toList();
  }

  @Override
  public synchronized long fingerprint() {
    IpvsFingerprint fingerprint = new IpvsFingerprint();
    for (NetlinkMessage message : services()) {
      fingerprint.addService(message);
      found(IpvsDecoder.service(message).key()).forEach(fingerprint::addDestination);
    }
    return fingerprint.value();
  }

  @Override
  public synchronized List<IpvsStatistics> statistics() {
    List<IpvsStatistics> statistics = new ArrayList<>();
    for (NetlinkMessage message : services()) {
      IpvsServiceKey key = IpvsDecoder.service(message).key();
      statistics.add(
          new IpvsStatistics(
              key,
              IpvsDecoder.serviceCounters(message),
              found(key).stream()
                  .map(found -> IpvsDecoder.destinationCounters(found, key.family()))
                  .toList()));
    }
    return statistics;
  }

  @Override
  public synchronized IpvsTimeouts timeouts() {
    NetlinkClient.Result result =
        family.ask(number -> query("read IPVS", "timeouts", IpvsCodec.timeouts(number)));
    return result.messages().stream()
        .findFirst()
        .map(IpvsDecoder::timeouts)
        .orElseThrow(() -> new CodecException("IPVS did not give its timeouts"));
  }

  @Override
  public synchronized void timeouts(IpvsTimeouts wanted) {
    var _ = family.ask(number -> query("set IPVS", "timeouts", IpvsCodec.timeouts(number, wanted)));
  }

  @Override
  public synchronized BatchResult apply(List<IpvsChange> changes) {
    if (changes.isEmpty()) {
      return BatchResult.ok(0);
    }
    // Not repeated on ENOENT: here it can mean a missing scheduler or destination.
    int number = family.get();
    Batch batch = new Batch();
    for (IpvsChange change : changes) {
      batch.add(
          IpvsErrors.operation(change),
          () -> IpvsErrors.object(change),
          IpvsCodec.encode(number, change));
    }
    return IpvsErrors.explain(changes, batch.send(client()));
  }

  @Override
  public synchronized List<IpvsSyncDaemon> syncDaemons() {
    return family
        .ask(number -> client().list("IPVS sync daemons", IpvsSyncCodec.list(number)))
        .stream()
        .map(IpvsSyncCodec::daemon)
        .toList();
  }

  @Override
  public synchronized void startSync(IpvsSyncDaemon daemon) {
    String object = IpvsErrors.object(daemon.role()) + " on " + daemon.interfaceName();
    query("start", object, IpvsSyncCodec.start(family.get(), daemon));
  }

  @Override
  public synchronized void stopSync(IpvsSyncDaemon.Role role) {
    try {
      query("stop", IpvsErrors.object(role), IpvsSyncCodec.stop(family.get(), role));
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ESRCH)) {
        throw e;
      }
    }
  }

  private List<NetlinkMessage> services() {
    return family.ask(number -> client().list("IPVS services", IpvsCodec.listServices(number)));
  }

  private List<NetlinkMessage> found(IpvsServiceKey key) {
    NetlinkClient.Result result = client().dump(IpvsCodec.listDestinations(family.get(), key));
    if (!result.answer().isOk()) {
      throw new LinuxException(
          "list", "IPVS destinations of " + key, result.answer().errno(), result.answer().text());
    }
    return result.messages();
  }

  private NetlinkClient.Result query(String operation, String object, byte[] request) {
    NetlinkClient.Result result = client().query(request);
    if (!result.answer().isOk()) {
      throw new LinuxException(operation, object, result.answer().errno(), result.answer().text());
    }
    return result;
  }

  private NetlinkClient client() {
    if (client == null) {
      client = NetlinkClient.patient(NetlinkSocket.GENERIC);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
