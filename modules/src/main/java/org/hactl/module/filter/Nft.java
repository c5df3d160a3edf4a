package org.hactl.module.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;
import org.hactl.module.command.NoProgramException;

/** The program nft. */
record Nft(CommandRunner runner) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * The objects of a table as {@code nft -j} lists them, libnftables-json(5); empty if there is no
   * such table.
   *
   * @param name with its family, such as {@code inet hactl}
   * @param owned what hactl has in the table; if there is nothing, a host without nft has no table
   */
  Optional<JsonNode> table(String name, Collection<Owned> owned) throws ModuleException {
    CommandResult listed;
    try {
      listed = run("-j", "list table " + name);
    } catch (NoProgramException e) {
      if (owned.isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
    if (!listed.ok()) {
      if (listed.lines().anyMatch(line -> line.contains("No such file or directory"))) {
        return Optional.empty();
      }
      throw new ModuleException(
          "cannot list the table " + name + " of nftables: " + listed.tail(3));
    }
    try {
      return Optional.of(MAPPER.readTree(String.join("\n", listed.out())).path("nftables"));
    } catch (JsonProcessingException e) {
      throw new ModuleException(
          "the output of `nft -j` is not JSON (nft may be built without JSON support): "
              + e.getOriginalMessage(),
          e);
    }
  }

  CommandResult run(String... arguments) throws ModuleException {
    List<String> argv = Stream.concat(Stream.of("nft"), Stream.of(arguments)).toList();
    try {
      return runner.run(Command.of(argv).urgent());
    } catch (NoProgramException e) {
      throw new NoProgramException(
          "a filter of VIPs and firewall marks need the program nft: install the package nftables"
              + " on this host ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
