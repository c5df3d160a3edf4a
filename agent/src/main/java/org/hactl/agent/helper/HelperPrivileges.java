package org.hactl.agent.helper;

import java.nio.file.Path;
import org.hactl.module.ModuleException;
import org.hactl.module.ProgressListener;

/** What the network phase and the reports need of the helper. Each answer is a text. */
public final class HelperPrivileges {
  private final HelperClient helper;

  public HelperPrivileges(HelperClient helper) {
    this.helper = helper;
  }

  /** Makes a named pipe where there is none; empty on success, else the reason. */
  public String makePipe(Path path) {
    return ask(new HelperRequest.MakePipe(path.toString()));
  }

  /** Loads the kernel's IPVS; the output of {@code modprobe}, or why it did not run. */
  public String loadIpvs() {
    return ask(new HelperRequest.LoadIpvs());
  }

  private String ask(HelperRequest request) {
    try {
      return helper.ask(request, ProgressListener.NONE) instanceof HelperReply.Loaded(String said)
          ? said
          : "";
    } catch (ModuleException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
