package org.hactl.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that another process needs to use a lab or to take it down; stored as JSON in the lab's
 * folder.
 *
 * @param owner the process that makes the lab, or made it
 * @param image the base image of the guests' disks; empty without guests
 * @param repository the folder of the packages that the hosts can install; empty if there is none
 */
record LabRecord(
    LabSpec spec,
    LabPhase phase,
    LabProcesses.Ref owner,
    String image,
    String repository,
    List<HostRecord> hosts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  enum LabPhase {
    MAKING,
    UP
  }

  LabRecord {
    hosts = List.copyOf(hosts);
  }

  static LabRecord making(LabSpec spec) {
    List<HostRecord> hosts = new ArrayList<>();
    for (HostSpec host : spec.hosts()) {
      hosts.add(new HostRecord(host.name(), host.address(), hosts.size()));
    }
    return new LabRecord(spec, LabPhase.MAKING, LabProcesses.self(), "", "", hosts);
  }

  static Optional<LabRecord> load(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(LabPaths.read(file), LabRecord.class));
    } catch (JsonProcessingException e) {
      throw new LabException(
          "%s is damaged: %s; 'hactl lab down' removes the lab"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  void save(Path file) {
    try {
      LabPaths.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    } catch (JsonProcessingException e) {
      throw new LabException("cannot write " + file, e);
    }
  }

  LabRecord prepared(Path baseImage, Path packages) {
    return new LabRecord(spec, phase, owner, baseImage.toString(), packages.toString(), hosts);
  }

  LabRecord up() {
    return new LabRecord(spec, LabPhase.UP, owner, image, repository, hosts);
  }

  LabRecord add(HostSpec host) {
    List<HostSpec> specs = new ArrayList<>(spec.hosts());
    specs.add(host);
    LabSpec larger = spec.withHosts(specs); // checks that name and address are free
    List<HostRecord> more = new ArrayList<>(hosts);
    more.add(new HostRecord(host.name(), host.address(), hosts.size()));
    return new LabRecord(larger, phase, owner, image, repository, more);
  }

  HostRecord host(String name) {
    return hosts.stream()
        .filter(host -> host.name().equals(name))
        .findFirst()
        .orElseThrow(() -> {
          List<String> known = hosts.stream().map(HostRecord::name).toList();
          return new LabException(
              "the lab '%s' has no host '%s'%s (it has %s)"
                  .formatted(
                      spec.name(), name, LabNames.nearest(name, known), String.join(", ", known)));
        });
  }
}
