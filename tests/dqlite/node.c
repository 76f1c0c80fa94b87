/* node.c: one node of a dqlite cluster whose connections have the extension linked in (tests/dqlite/main.tcl).
**
**   dqlite_node ID ADDRESS DIR LATENCY
**
** ADDRESS is HOST:PORT, DIR holds the node's log and must exist. Node 1 begins a cluster of its own when DIR is empty;
** the others are added by a client. LATENCY is what dqlite takes a message to need, in milliseconds: heartbeats and
** elections follow it. The node says "ready" and runs until SIGTERM; the test ends it with SIGKILL as well, which is
** why nothing is done at the end that a restart would need.
*/
#include "spm.h"
#include <dqlite.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static int refuse(dqlite_node *node, const char *zWhat) {
  fprintf(stderr, "dqlite_node: %s: %s\n", zWhat, node ? dqlite_node_errmsg(node) : "no node");
  return 1;
}

int main(int argc, char **argv) {
  dqlite_node *node = 0;
  sigset_t set;
  int signalled;
  if (argc != 5) {
    fprintf(stderr, "usage: dqlite_node ID ADDRESS DIR LATENCY\n");
    return 2;
  }
  /* blocked before dqlite starts its thread, so that it is this one that gets it */
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, 0);
  signal(SIGPIPE, SIG_IGN);
  if (dqlite_node_create(strtoull(argv[1], 0, 10), argv[2], argv[3], &node) != 0) return refuse(node, "create");
  /* after create, which configures SQLite and may do so only before its first use */
  if (sqlite3_auto_extension((void (*)(void))sqlite3_spm_init) != SQLITE_OK) return refuse(0, "auto_extension");
  if (dqlite_node_set_bind_address(node, argv[2]) != 0) return refuse(node, "bind");
  if (dqlite_node_set_network_latency_ms(node, (unsigned)strtoul(argv[4], 0, 10)) != 0) return refuse(node, "latency");
  /* a snapshot every 64 entries, and as few kept behind it: a node that was away for a while then gets a snapshot */
  if (dqlite_node_set_snapshot_params(node, 64, 64) != 0) return refuse(node, "snapshot");
  if (dqlite_node_start(node) != 0) return refuse(node, "start");
  puts("ready");
  fflush(stdout);
  sigwait(&set, &signalled);
  dqlite_node_stop(node);
  dqlite_node_destroy(node);
  return 0;
}
