package org.hactl.agent.converge;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.hactl.agent.store.AuditLog;
import org.hactl.agent.store.EventJournal;
import org.hactl.agent.store.Storage;

/** What the agent keeps on disk. */
public record AgentDisk(
    Storage storage, ObjectMapper mapper, EventJournal journal, AuditLog audit) {}
