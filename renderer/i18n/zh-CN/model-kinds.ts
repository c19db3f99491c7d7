/** Words of the kinds that work with models and documents, by the English text. */
export const modelKinds: Readonly<Record<string, string>> = {
  // Attachment
  Attachment: '附件',
  'Reads an image, a PDF or a text file of an allowed folder for the Attachments input of a model.':
    '从允许的文件夹读取图像、PDF 或文本文件，供模型的“附件”输入使用。',
  'Images in the answer': '回答中的图像',
  'For models that make images. They come on an output of their own.':
    '用于会生成图像的模型。图像从单独的输出给出。',
  Images: '图像',
  // Classify
  Classify: '分类',
  'Lets a model choose the label of a text, which goes on from the output of that name.':
    '由模型为文本选择标签，文本从同名输出继续。',
  'Earlier messages': '先前的消息',
  Other: '其他',
  Label: '标签',
  Labels: '标签列表',
  Confidence: '置信度',
  'A list, such as {"name": "billing", "description": "Invoices and payments"}. Each name becomes an output.':
    '列表，例如 {"name": "billing", "description": "发票与付款"}。每个名称成为一个输出。',
  'An output for all else': '为其余情况设一个输出',
  'Ask for the confidence': '询问置信度',
  'The model says how sure it is, from 0 to 1.': '模型给出把握程度，从 0 到 1。',
  'Least confidence': '最低置信度',
  'Below it, a text goes to “other”. Needs both switches.':
    '低于它时文本走向“其他”。两个开关都要打开。',
  // Embedding
  Embedding: '嵌入',
  'Turns a text or a list of texts into vectors that are near where the texts are alike.':
    '把文本或文本列表变成向量；相似的文本，其向量也相近。',
  'Text or list of texts': '文本或文本列表',
  Vectors: '向量列表',
  'First vector': '第一个向量',
  'Embedding model': '嵌入模型',
  'Usual one of the provider': '服务商的常用模型',
  Dimensions: '维度',
  'The length of the vectors, for models that can choose.': '向量的长度，用于可以选择长度的模型。',
  // Extract
  'Extract values': '提取值',
  'Takes named values out of a text or attachments with a model, checked against a schema.':
    '用模型从文本或附件中提取有名称的值，并按模式检查。',
  'All values': '全部值',
  'A list, such as {"name": "total", "type": "number", "description": "Sum in euros", "required": false}. Types: text, number, integer, boolean, texts, numbers. Each value becomes an output.':
    '列表，例如 {"name": "total", "type": "number", "description": "金额（欧元）", "required": false}。类型：text、number、integer、boolean、texts、numbers。每个值成为一个输出。',
  'JSON schema instead': '改用 JSON 模式',
  'A JSON schema of an object. When it is filled in, the list of values does not count.':
    '对象的 JSON 模式。填写后，值的列表不再起作用。',
  // Prompt
  'Fills the {{variables}} of a text or of chat messages; each variable is an input.':
    '填入文本或对话消息中的 {{变量}}；每个变量都是一个输入。',
  Makes: '生成',
  'One text': '一段文本',
  'Chat messages': '对话消息',
  'Chat messages plug into the Messages input of a chat model.':
    '对话消息可接到对话模型的“消息”输入。',
  'Stands before all else; in chat messages it is the system message. It may hold {{variables}}, too.':
    '位于最前面；在对话消息中即系统消息。也可以包含 {{变量}}。',
  Examples: '示例',
  'A list, such as {"input": "Good!", "output": "positive"}, that shows the model what to answer.':
    '列表，例如 {"input": "很好！", "output": "正面"}，向模型示范如何回答。',
  'Earlier turns': '先前的轮次',
  'A list, such as {"role": "assistant", "content": "What is it about?"}, between the examples and the template. Only for chat messages.':
    '列表，例如 {"role": "assistant", "content": "是关于什么的？"}，位于示例与模板之间。仅用于对话消息。',
  // Reranker
  Reranker: '重排序',
  'Puts passages into the order in which they answer a question, by a model, and keeps the best.':
    '由模型按回答问题的程度给段落排序，并保留最好的。',
  Question: '问题',
  Passages: '段落',
  'Scored by': '评分者',
  'Reranking models need a connection that offers /rerank.': '重排序模型需要提供 /rerank 的连接。',
  'A chat model': '对话模型',
  'A reranking model': '重排序模型',
  'Least score': '最低分',
  'Chat models score from 0 to 10; reranking models each in their own way.':
    '对话模型评分从 0 到 10；重排序模型各有各的尺度。',
  // Retriever
  Retriever: '检索器',
  'Finds the passages of files in an allowed folder that fit a question, by words, by vectors or by both.':
    '在允许的文件夹的文件中，按词语、按向量或两者兼用，查找与问题相符的段落。',
  Documents: '文档',
  'A file or folder that is allowed to the flow: text, Markdown, HTML, JSON and CSV. Leave it empty when documents are wired.':
    '允许流程使用的文件或文件夹：文本、Markdown、HTML、JSON 和 CSV。已连接文档时请留空。',
  Search: '搜索方式',
  'By words needs no model. Vectors find passages that say the same in other words.':
    '按词语搜索不需要模型。向量能找到用别的词语表达同一意思的段落。',
  'By words and vectors': '按词语和向量',
  'By words': '按词语',
  'By vectors': '按向量',
  'Only files that end in': '仅限以此结尾的文件',
  'Measure passages in': '段落的计量单位',
  Characters: '字符',
  'Tokens, estimated': '词元（估算）',
  'Longest passage': '最长段落',
  Overlap: '重叠',
  'How much of a passage the next one repeats.': '下一段落重复上一段落的多少。',
  // Rewrite question
  'Rewrite question': '改写问题',
  'Makes a question of a conversation stand alone, in one or several wordings, as searches need it.':
    '把对话中的问题改写成可以独立理解的一种或多种说法，以便搜索。',
  'All wordings': '全部说法',
  Wordings: '说法数量',
  'How many ways to put the question. More of them find more passages.':
    '问题有多少种说法。说法越多，找到的段落越多。',
  // Summarise
  Summarise: '摘要',
  'Summarises a text with a model; a long one part by part, then as a whole.':
    '用模型为文本写摘要；长文本先逐部分，再整体。',
  Summary: '摘要',
  Form: '形式',
  'A paragraph': '一个段落',
  'A list of points': '要点列表',
  'One sentence': '一句话',
  'Most words': '最多词数',
  'Size of parts': '部分的大小',
  'A longer text is summarised part by part, and the summaries once more together.':
    '更长的文本逐部分摘要，再把各摘要合起来摘要一次。',
};
