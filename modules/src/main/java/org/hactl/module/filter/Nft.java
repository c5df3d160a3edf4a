package org.hactl.module.filter;

import java.util.List;
import java.util.stream.Stream;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Command;
import org.hactl.module.command.CommandResult;
import org.hactl.module.command.CommandRunner;

/** The program nft. */
record Nft(CommandRunner runner) {
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
