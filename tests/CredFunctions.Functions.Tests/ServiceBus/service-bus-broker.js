// A Service Bus namespace on this machine, as far as a sender sees it: AMQP 1.0 without TLS, tokens by $cbs, any queue.
// Prints each transfer that it takes as a line of JSON, with the messages of a batch one by one.
// Options: messageBytes and batchBytes are the sizes it announces. "attach" refuses links and "transfer" refuses messages with a condition;
// "drops" is "answer", "link" or "connection": what is dropped instead of accepting a message that was taken. These happen "times" times, or always.
const rhea = require('rhea');

const options = JSON.parse(process.argv[2]);
const batchFormat = 0x80013700;
let faults = options.times ?? Infinity;
const failsNow = (fault) => fault !== undefined && faults-- > 0;
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

const container = rhea.create_container({
  id: 'broker',
  receiver_options: {
    autoaccept: false,
    max_message_size: options.messageBytes ?? 256 * 1024,
    properties: options.batchBytes && { 'com.microsoft:max-message-batch-size': rhea.types.wrap_long(options.batchBytes) },
  },
});
// The name under which a client announces that it will send tokens.
container.sasl_server_mechanisms.MSSBCBS = () => ({ start() { this.outcome = true; } });

const queueOf = (link) => link.target.address.replace(/^\//, '');

const answers = new Map();
container.on('sender_open', ({ sender }) => {
  sender.set_source(sender.source);
  sender.set_target(sender.target);
  answers.set(sender.target.address, sender);
});

container.on('receiver_open', ({ receiver }) => {
  receiver.set_source(receiver.source);
  if (queueOf(receiver) !== '$cbs' && failsNow(options.attach)) {
    // A link without a target is one that is about to be closed.
    receiver.close({ condition: options.attach, description: 'the broker was told to' });
  } else {
    receiver.set_target(receiver.target);
  }
});

const textOf = (body) => (body && body.typecode === 0x75 ? body.content.toString('utf8') : null);

const messageOf = (message) => ({
  messageId: message.message_id,
  sessionId: message.group_id,
  subject: message.subject,
  contentType: message.content_type,
  correlationId: message.correlation_id,
  scheduledFor: message.message_annotations?.['x-opt-scheduled-enqueue-time'],
  body: textOf(message.body),
});

const messagesOf = (transfer, isBatch) => (isBatch ? [].concat(transfer.body.content).map((each) => rhea.message.decode(each)) : [transfer]);

container.on('message', ({ message, delivery, receiver, connection }) => {
  const queue = queueOf(receiver);
  if (queue === '$cbs') {
    delivery.accept();
    answers.get(message.reply_to).send({
      to: message.reply_to,
      correlation_id: message.message_id,
      application_properties: { 'status-code': rhea.types.wrap_int(202), 'status-description': 'Accepted' },
      body: null,
    });
    return;
  }
  const isBatch = delivery.format === batchFormat;
  const transfer = Buffer.isBuffer(message) ? rhea.message.decode(message) : message;
  if (failsNow(options.transfer)) {
    delivery.reject({ condition: options.transfer, description: 'the broker was told to' });
    return;
  }
  say({ queue, isBatch, bytes: Buffer.isBuffer(message) ? message.length : null, messages: messagesOf(transfer, isBatch).map(messageOf) });
  if (!failsNow(options.drops)) {
    delivery.accept();
  } else if (options.drops === 'link') {
    receiver.close({ condition: 'amqp:link:detach-forced', description: 'the broker was told to' });
  } else if (options.drops === 'connection') {
    connection.socket.destroy();
  }
});

for (const event of ['error', 'disconnected', 'connection_error', 'session_error', 'receiver_error', 'sender_error', 'protocol_error']) {
  container.on(event, () => {});
}
const server = container.listen({ port: 0, host: '127.0.0.1' });
server.on('listening', () => say({ port: server.address().port }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
