/** What the engine says of connections, models and their answers, by the English sentence. */
export const modelSentences: Readonly<Record<string, string>> = {
  'Use that version to change connections.': '请使用那个版本来更改连接。',
  'Correct the file. If you save a connection first, the file is set aside with the ending .bak.':
    '请更正文件。如果先保存连接，该文件会以扩展名 .bak 另存。',
  'The file of connections was written by a newer version of Millrace.':
    '连接文件由更新版本的 Millrace 写入。',
  'The file of connections cannot be read, so none of them is there.':
    '无法读取连接文件，因此其中的连接都不可用。',
  'Correct it in the file; until then it stays there as it is.':
    '请在文件中更正；在此之前它会原样保留。',
  'The connection {0} is not used: {1}.': '没有使用连接{0}：{1}。',
  'The connection “{0}” is not used: {1}.': '没有使用连接“{0}”：{1}。',
  'without an id': '（没有 id）',
  'Give it another id in the file.': '请在文件中为它换一个 id。',
  'There is another connection named “{0}”, so this one is not used.':
    '另有一个名为“{0}”的连接，因此没有使用这一个。',
  'Give it a command in its settings first.': '请先在其设置中填写命令。',
  'The connection “{0}” starts no server.': '连接“{0}”不启动服务器。',
  'Choose another id for your own.': '请为自己的连接换一个 id。',
  'The connection “{0}” is built in.': '连接“{0}”是内置的。',
  'names no raw format: {0}': '没有此名称的原始格式：{0}',
  'Correct them and save again.': '请更正后重新保存。',
  'These settings cannot be used: {0}.': '无法使用这些设置：{0}。',
  'It is simulated, so it always answers.': '它是模拟的，因此总会回答。',
  'The file {0} cannot be opened, so none of your connections is there.':
    '无法打开文件 {0}，因此你的连接都不可用。',
  'Check that the base URL ends in the version, such as /v1; or name the models yourself.':
    '请检查基础地址是否以版本号结尾，例如 /v1；或自行填写模型名称。',
  '{0} is no list of models.': '{0} 不是模型列表。',
  'Check the base URL and that the server is running.': '请检查基础地址，以及服务器是否在运行。',
  '{0} did not answer within {1} seconds.': '{0} 在 {1} 秒内没有应答。',
  'The list of models is too long to be one.': '模型列表过长，不像是模型列表。',
  'Look at its log.': '请查看其日志。',
  'The server ended {0}.': '服务器已结束：{0}。',
  'with exit code {0}': '退出代码 {0}',
  'Check the command and its folder; give the full path if it is not in PATH.':
    '请检查命令及其文件夹；如果不在 PATH 中，请给出完整路径。',
  '“{0}” cannot be started: {1}.': '无法启动“{0}”：{1}。',
  'it or its folder was not found': '找不到它或它的文件夹',
  'Use the server that runs there, end it, or choose another port.':
    '请使用在那里运行的服务器、结束它，或选择另一个端口。',
  'Something answers at {0} already, so the server was not started.':
    '{0} 上已有程序应答，因此没有启动服务器。',
  'Look at its log; a large model may need a longer start time-out.':
    '请查看其日志；大型模型可能需要更长的启动时限。',
  'The server was not ready after {0} seconds, so it was ended.':
    '服务器在 {0} 秒后仍未就绪，因此已将其结束。',
  'The server has been started already.': '服务器已经启动。',
  'The server wants it as {0}: set it, or remove it from the connection.':
    '服务器需要以 {0} 提供它：请设置，或从连接中移除。',
  'The secret {0} is not set.': '密钥 {0} 没有设置。',
  'Name one in the node’s settings.': '请在节点的设置中指定一个。',
  'No model for {0} is chosen for “{1}”.': '没有为“{1}”选择用于{0}的模型。',
  'No model for embeddings is chosen for “{0}”.': '没有为“{0}”选择嵌入模型。',
  'No model for reranking is chosen for “{0}”.': '没有为“{0}”选择重排模型。',
  'Name one in the node’s settings, or give the connection a default model.':
    '请在节点的设置中指定一个，或为连接设置默认模型。',
  'No model is chosen for “{0}”.': '没有为“{0}”选择模型。',
  'Check that the proxy is running and lets this address through.':
    '请检查代理是否在运行，并允许访问此地址。',
  '{0} Requests go through the proxy {1}.': '{0}请求经由代理 {1} 发送。',
  'of the connection': '（由连接设置）',
  'Set {0}, or choose the demo model, which needs no key.':
    '请设置 {0}，或选择不需要密钥的演示模型。',
  'The key for {0} is missing: {1} is not set.': '缺少 {0} 的密钥：没有设置 {1}。',
  'Give one that starts with http:// or https:// and ends in the version, such as /v1.':
    '请给出以 http:// 或 https:// 开头、以版本号结尾的地址，例如 /v1。',
  'is not a web address': '不是网址',
  'Update Node, or {0}.': '请更新 Node，或{0}。',
  'Update Node, or unset {0}.': '请更新 Node，或取消设置 {0}。',
  'remove the proxy from the connection': '从连接中移除代理',
  'A proxy needs Node 24.5 or newer.': '代理需要 Node 24.5 或更新版本。',
  'Give one such as http://proxy.example:3128.': '请给出类似 http://proxy.example:3128 的地址。',
  '{0} is not a web address.': '{0}不是网址。',
  'The proxy in {0}': '{0} 中的代理',
  'The proxy': '代理',
  'Try again once the model is loaded, or choose a smaller one.':
    '请在模型载入后重试，或选择较小的模型。',
  'The answer was not complete after {0} seconds.': '{0} 秒后回答仍未完成。',
  'If it wrote the call into its text, choose the raw format of its family for this connection.':
    '如果它把调用写进了文本，请为此连接选择该系列模型的原始格式。',
  'Asked to call a tool, “{0}” answered with text.': '要求“{0}”调用工具，它却以文本回答。',
  'Choose the raw format of its family for this connection.':
    '请为此连接选择该系列模型的原始格式。',
  '“{0}” wrote a tool call that cannot be read.': '“{0}”写出的工具调用无法读取。',
  'If the name holds marks of another format, choose another raw format.':
    '如果名称中含有其他格式的标记，请选择另一种原始格式。',
  '“{0}” called “{1}”, which it was not offered, instead of “{2}”.':
    '“{0}”调用了没有提供给它的“{1}”，而不是“{2}”。',
  'It calls tools.': '它会调用工具。',
  'If that is always so, something between here and the model holds answers back.':
    '如果一直如此，说明这里与模型之间有某个环节积攒了回答。',
  'The whole answer came at once.': '整个回答一次性到达。',
  'It streams: the answer came in {0} pieces, the first after the time given.':
    '它会流式传输：回答分 {0} 段到达，第一段的耗时如左所示。',
  'Try another model, or another raw format.': '请尝试另一个模型，或另一种原始格式。',
  '“{0}” ended its answer without a word.': '“{0}”没有给出任何内容就结束了回答。',
  '“{0}” answers.': '“{0}”有应答。',
  'It accepts the request.': '它接受请求。',
  'Check its name, unless it is an alias.': '请检查其名称，除非它是别名。',
  'The model “{0}” is not among those it lists.': '它列出的模型中没有“{0}”。',
  'The endpoint answers.': '端点有应答。',
  'It lists {0}.': '它列出了{0}。',
  '{0} models': ' {0} 个模型',
  'one model': '一个模型',
  'Give the connection a default model.': '请为连接设置默认模型。',
  'No model is chosen, so none was asked.': '没有选择模型，因此没有请求任何模型。',
  'There is no connection named “{0}”.': '没有名为“{0}”的连接。',
  'Choose one of: {0}.': '请选择其中之一：{0}。',
  'carries a key: store it as a secret and write {"$secret": "ITS_NAME"} here':
    '含有密钥：请把它存为密钥，并在此写 {"$secret": "密钥名称"}',
  'is made of small letters, digits, dots, hyphens and _':
    '只能由小写字母、数字、点、连字符和 _ 组成',
  'must start with http:// or https://': '须以 http:// 或 https:// 开头',
  'must not hold a user name or password': '不能包含用户名或密码',
  'must not have a query or a fragment': '不能有“?”或“#”及其后的部分',
  'must be one line': '只能有一行',
  'is no header name': '不是请求头名称',
  'is the name of a secret, which ends in KEY, TOKEN, SECRET or PASSWORD':
    '须为以 KEY、TOKEN、SECRET 或 PASSWORD 结尾的密钥名称',
  'stands twice': '出现了两次',
  'is taken': '已被使用',
  'is missing': '缺失',
  'is not known': '未知',

  'Attach the file itself instead of its address.': '请附上文件本身，而不是其地址。',
  'The file “{0}” is given by its address, but this endpoint takes files only with their content.':
    '文件“{0}”以地址给出，但此端点只接受带内容的文件。',
  'Check what answers there.': '请检查那里是什么程序在应答。',
  'The answer of {0} is larger than {1} bytes.': '{0} 的应答大于 {1} 字节。',
  'Check the model’s name, or run it again.': '请检查模型名称，或重新运行。',
  'The provider reported an error: {0}': '提供方报告了错误：{0}',
  '{0} answered with {1} that is no JSON.': '{0} 返回的{1}不是 JSON。',
  'a web page': '网页',
  'Check the base URL; most end in /v1.': '请检查基础地址；大多以 /v1 结尾。',
  '{0} answered with a web page instead of a model’s stream.': '{0} 返回的是网页，而不是模型的流。',
  'the connection was lost': '连接已断开',
  'Check that the model is one for embeddings.': '请检查该模型是否为嵌入模型。',
  'The answer is no embedding: {0}.': '应答不是嵌入向量：{0}。',
  'a vector holds something else than numbers': '某个向量含有数字以外的内容',
  'a vector is empty': '某个向量是空的',
  'a vector in base64 has half a number': '某个 base64 向量中有半个数字',
  'a vector is missing': '缺少一个向量',
  'it holds no list of vectors': '其中没有向量列表',
  'its vectors differ in their length': '其中的向量长度不一',
  'it holds {0} vectors for {1} texts': '{1} 段文本却有 {0} 个向量',
  'Start the server with pooling, such as --pooling mean, or choose another model.':
    '请以池化方式启动服务器，例如 --pooling mean，或选择另一个模型。',
  'The endpoint gave a vector for every token instead of one for the text.':
    '端点为每个词元各给出一个向量，而不是为文本给出一个。',
  'Check the base URL, that the server is running, and the network.':
    '请检查基础地址、服务器是否在运行以及网络。',
  'Cannot reach {0}: {1}.': '无法访问 {0}：{1}。',
  'the connection failed ({0})': '连接失败（{0}）',
  'the connection failed': '连接失败',
  'the connection timed out': '连接超时',
  'the connection was closed before an answer came': '连接在收到应答之前被关闭',
  'the host name cannot be resolved': '无法解析主机名',
  'nothing listens there': '那里没有程序在监听',
  'the given base URL': '所给的基础地址',
  'Check the model’s name and the node’s settings.': '请检查模型名称和节点的设置。',
  'Run it again; if it keeps failing, the provider has a problem.':
    '请重新运行；如果一直失败，则是提供方出了问题。',
  'Wait a moment and run it again, or check the account’s limits.':
    '请稍候再运行，或检查账户的限额。',
  'Check the model’s name and the base URL; most base URLs end in /v1.':
    '请检查模型名称和基础地址；基础地址大多以 /v1 结尾。',
  'Check the key of this connection, and that it may use this model.':
    '请检查此连接的密钥，以及它是否可以使用此模型。',
  'Check the account’s plan and billing.': '请检查账户的套餐和账单。',
  'If you trust that address, make it the base URL of the connection.':
    '如果信任该地址，请把它设为连接的基础地址。',
  'Choose a model that reads images or files, or remove the attachments.':
    '请选择能读取图片或文件的模型，或移除附件。',
  'It said: {0}': '它的答复：{0}',
  '{0} rejected the request with status {1}.': '{0} 以状态码 {1} 拒绝了请求。',
  '{0} rejected the request with status {1}. It said: {2}':
    '{0} 以状态码 {1} 拒绝了请求。它的答复：{2}',
  '{0} failed with status {1}.': '{0} 出错，状态码 {1}。',
  '{0} failed with status {1}. It said: {2}': '{0} 出错，状态码 {1}。它的答复：{2}',
  '{0} refused the request: too many requests, or no credit left.':
    '{0} 拒绝了请求：请求过多，或额度已用完。',
  '{0} refused the request: too many requests, or no credit left. It said: {1}':
    '{0} 拒绝了请求：请求过多，或额度已用完。它的答复：{1}',
  '{0} gave the request up because it took too long.': '{0} 因耗时过长放弃了请求。',
  '{0} gave the request up because it took too long. It said: {1}':
    '{0} 因耗时过长放弃了请求。它的答复：{1}',
  '{0} does not know the model “{1}” or the address is wrong.': '{0} 不认识模型“{1}”，或地址有误。',
  '{0} does not know the model “{1}” or the address is wrong. It said: {2}':
    '{0} 不认识模型“{1}”，或地址有误。它的答复：{2}',
  '{0} did not accept the key.': '{0} 不接受该密钥。',
  '{0} did not accept the key. It said: {1}': '{0} 不接受该密钥。它的答复：{1}',
  '{0} refused the request: the account has no credit left.': '{0} 拒绝了请求：账户额度已用完。',
  '{0} refused the request: the account has no credit left. It said: {1}':
    '{0} 拒绝了请求：账户额度已用完。它的答复：{1}',
  '{0} sends the request on to {1}.': '{0} 把请求转到了 {1}。',
  '{0} does not take these images or files for the model “{1}”.':
    '{0} 的模型“{1}”不接受这些图片或文件。',
  '{0} does not take these images or files for the model “{1}”. It said: {2}':
    '{0} 的模型“{1}”不接受这些图片或文件。它的答复：{2}',
  'Check the connection’s settings.': '请检查连接的设置。',
  'The request to {0} failed: {1}': '对 {0} 的请求失败：{1}',
  'Run it again, or raise the time limit if the model is known to be slow.':
    '请重新运行；如果该模型本来就慢，请提高时间限制。',
  'The provider sent no answer within {0} seconds.': '提供方在 {0} 秒内没有应答。',
  'The provider stopped answering: nothing came for {0} seconds.':
    '提供方停止了应答：{0} 秒内没有任何内容到达。',
  'Check that the connection offers /rerank and that the model is one for it.':
    '请检查连接是否提供 /rerank，以及该模型是否为重排模型。',
  'The answer is no ranking: {0}.': '应答不是重排结果：{0}。',
  'it holds no results': '其中没有结果',
  'a result has no index or no score': '某个结果没有序号或分数',

  'The demo model was told to fail.': '演示模型按要求失败。',
  'Choose a model name without “:fail”.': '请选择不带“:fail”的模型名称。',
  'the demo model was told to fail midway': '演示模型按要求中途失败',
  'Run it again; if it happens again, ask the provider or choose another model.':
    '请重新运行；如果再次发生，请咨询提供方或选择另一个模型。',
  'The provider broke off its answer: {0}': '提供方中断了回答：{0}',
  'The provider broke off its answer: {0}.': '提供方中断了回答：{0}。',
  'The provider broke off its answer: one piece of it is larger than 64 MB.':
    '提供方中断了回答：其中一段大于 64 MB。',
  'Check that the base URL belongs to a model server.': '请检查基础地址是否属于模型服务器。',
  'Run it again; what had arrived until then is kept.': '请重新运行；已到达的内容会保留。',
  'The answer broke off: the provider closed the stream without a finish reason.':
    '回答中断：提供方关闭了流，但没有给出结束原因。',
  'it sent a piece that cannot be read': '它发送了无法读取的内容',
  'it ended with “{0}”': '它以“{0}”结束',
  'it sent a piece that is not JSON': '它发送了不是 JSON 的内容',
};
