package org.hactl.module.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/** The program nft. */
record Nft(CommandRunner runner) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * The objects of a table as {@code nft -j} lists them, libnftables-json(5); empty if there is no
   * such table.
   *
   * @param name with its family, such as {@code inet hactl}
   */
  Optional<JsonNode> table(String name) throws ModuleException {
    CommandResult listed = run("-j", "list table " + name);
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
    } catch (ModuleException e) {
      throw new ModuleException(
          "a filter of VIPs and firewall marks need the program nft: install the package nftables"
              + " on this host ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
