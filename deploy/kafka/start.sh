#!/usr/bin/env bash
# One broker that is its own controller. At the first start the storage is formatted with the one account that may
# connect from outside the container: SCRAM keeps it in the cluster's metadata, not in a file of the broker.
set -euo pipefail

data=/var/lib/kafka/data/tirek
properties=/tmp/server.properties

cat >"$properties" <<END
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9094
controller.listener.names=CONTROLLER
inter.broker.listener.name=INSIDE
listeners=SERVICES://0.0.0.0:9092,INSIDE://127.0.0.1:9093,CONTROLLER://127.0.0.1:9094
advertised.listeners=SERVICES://kafka:9092,INSIDE://127.0.0.1:9093
listener.security.protocol.map=SERVICES:SASL_PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.services.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
log.dirs=$data
# topics are made by the relay, with the partitions it is configured for
auto.create.topics.enable=false
# one broker has one copy of everything
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
END

if [ ! -f "$data/meta.properties" ]; then
  /opt/kafka/bin/kafka-storage.sh format --config "$properties" \
    --cluster-id "$(/opt/kafka/bin/kafka-storage.sh random-uuid)" \
    --add-scram "SCRAM-SHA-512=[name=tirek,password=$(cat /run/secrets/kafka_password)]"
fi
exec /opt/kafka/bin/kafka-server-start.sh "$properties"
